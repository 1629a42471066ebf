package scrm.group.sync;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.groupchat.CheckGroupChats;
import scrm.group.groupchat.CheckGroupChats.Asking;
import scrm.group.groupchat.CheckGroupChats.Checked;
import scrm.group.groupchat.CheckGroupChats.Doubtful;
import scrm.group.groupchat.CheckGroupChats.Listing;
import scrm.group.groupchat.Drift;
import scrm.group.sync.SyncPlace.ListingAll;
import scrm.group.sync.SyncPlace.ListingOwners;
import scrm.group.sync.SyncPlace.Reading;
import scrm.messaging.job.Job;
import scrm.messaging.job.JobHandler;
import scrm.wecom.Caller;
import scrm.wecom.ExternalContacts;
import scrm.wecom.GroupChats;
import scrm.wecom.GroupChats.ListedGroupChat;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/**
 * Has WeCom list its groups, which costs a call for a thousand, and reads those that are in doubt: never read or not
 * for long, not listed, with news that nobody has read. A corp of more than a thousand people must name the owners; so
 * a group of an owner who has left such a corp is found only if we knew it before.
 */
@Component
class SyncGroupChatsWorker implements JobHandler<SyncGroupChats> {
    /** WeCom's limit, document 92120. */
    private static final int PAGE = 1000;

    /** Too many people are visible, document 92120: their groups are listed by owners only. */
    private static final int TOO_MANY_VISIBLE = 81017;

    /** A slice should take seconds, and its transaction far less. */
    private static final int LOT = 20;

    private static final int AT_ONCE = 5;

    private final CheckGroupChats check;
    private final SyncReports reports;
    private final GroupChats chats;
    private final ExternalContacts contacts;
    private final SyncProperties properties;
    private final Clock clock;

    SyncGroupChatsWorker(
            CheckGroupChats check,
            SyncReports reports,
            GroupChats chats,
            ExternalContacts contacts,
            SyncProperties properties,
            Clock clock) {
        this.check = check;
        this.reports = reports;
        this.chats = chats;
        this.contacts = contacts;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return SyncGroupChats.KIND;
    }

    @Override
    public Class<SyncGroupChats> parametersType() {
        return SyncGroupChats.class;
    }

    @Override
    public Slice next(Position<SyncGroupChats> position) {
        try {
            return switch (SyncPlace.parse(position.checkpoint())) {
                case ListingAll place -> all(position, place);
                case ListingOwners place -> owners(position, place);
                case Reading place -> read(position, place);
            };
        } catch (WeComException e) {
            // However long it takes: the job stands where it stood.
            Slice again = Slice.upTo(position.checkpoint(), 0, List.of());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> again.thenRest(e.retryAfter());
                case MISCONFIGURED -> again.thenRest(e.untilMended());
                case REFUSED -> throw e;
            };
        }
    }

    private Slice all(Position<SyncGroupChats> position, ListingAll place) {
        Page<ListedGroupChat> page;
        try {
            page = chats.list(Caller.sync(position.corpId()), List.of(), place.cursor(), PAGE);
        } catch (WeComException e) {
            if (e.errcode() != TOO_MANY_VISIBLE || place.cursor() != null) {
                throw e;
            }
            return Slice.upTo(ListingOwners.START.checkpoint(), 0, List.of()).with(() -> begin(position));
        }
        String next = page.nextCursor();
        SyncPlace after = next == null ? new Reading("") : new ListingAll(next);
        return Slice.upTo(after.checkpoint(), 0, List.of()).with(() -> {
            if (place.cursor() == null) {
                begin(position);
            }
            listed(position, page.items());
        });
    }

    private void begin(Position<SyncGroupChats> position) {
        SyncGroupChats sync = position.parameters();
        CorpId corpId = position.corpId();
        reports.begin(corpId, position.jobId(), sync.full(), sync.since(), check.open(corpId));
    }

    private void listed(Position<SyncGroupChats> position, List<ListedGroupChat> listed) {
        List<Listing> listings = listed.stream()
                .map(chat -> new Listing(chat.chatId(), chat.status()))
                .toList();
        check.listed(position.corpId(), listings, clock.instant());
        reports.listed(position.corpId(), position.jobId(), listings.size());
    }

    private Slice owners(Position<SyncGroupChats> position, ListingOwners place) {
        CorpId corpId = position.corpId();
        Caller caller = Caller.sync(corpId);
        List<UserId> lot = place.lot();
        if (lot.isEmpty()) {
            List<UserId> all = new ArrayList<>(contacts.followUsers(caller));
            all.addAll(check.owners(corpId));
            lot = place.next(all);
            if (lot.isEmpty()) {
                return Slice.upTo(new Reading("").checkpoint(), 0, List.of());
            }
        }
        Page<ListedGroupChat> page;
        try {
            page = chats.list(caller, lot, place.cursor(), PAGE);
        } catch (WeComException e) {
            if (e.kind() != WeComException.Kind.REFUSED) {
                throw e;
            }
            return oneByOne(position, place, lot);
        }
        String next = page.nextCursor();
        SyncPlace after = next == null ? place.past(lot) : new ListingOwners(place.after(), lot, next);
        return Slice.upTo(after.checkpoint(), 0, List.of()).with(() -> listed(position, page.items()));
    }

    /** One owner whom WeCom will not hear of does not stand in the way of the others. */
    private Slice oneByOne(Position<SyncGroupChats> position, ListingOwners place, List<UserId> lot) {
        Caller caller = Caller.sync(position.corpId());
        List<ListedGroupChat> listed = new ArrayList<>();
        List<Job.Failure> failures = new ArrayList<>();
        for (UserId owner : lot) {
            try {
                @Nullable String cursor = null;
                do {
                    Page<ListedGroupChat> page = chats.list(caller, List.of(owner), cursor, PAGE);
                    listed.addAll(page.items());
                    cursor = page.nextCursor();
                } while (cursor != null);
            } catch (WeComException e) {
                failures.add(failure(owner.value(), e));
            }
        }
        return Slice.upTo(place.past(lot).checkpoint(), 0, failures).with(() -> listed(position, listed));
    }

    private Slice read(Position<SyncGroupChats> position, Reading place) {
        CorpId corpId = position.corpId();
        SyncGroupChats sync = position.parameters();
        Doubtful doubtful = new Doubtful(
                sync.since(), sync.full() ? sync.since() : sync.since().minus(properties.trust()));
        List<Asking> lot = check.inDoubt(corpId, doubtful, place.after(), LOT);
        List<Checked> checked = new ArrayList<>();
        List<Job.Failure> failures = new ArrayList<>();
        ask(lot, checked, failures);
        Slice slice = lot.size() < LOT
                ? Slice.last(checked.size(), failures)
                : Slice.upTo(new Reading(lot.getLast().chatId().value()).checkpoint(), checked.size(), failures);
        Slice counted = place.after().isEmpty() ? slice.ofTotal(check.count(corpId, doubtful)) : slice;
        return counted.with(() -> {
            List<Drift> drifts =
                    checked.stream().map(one -> one.differs().get()).toList();
            reports.read(corpId, position.jobId(), drifts, failures.size());
            if (slice.last()) {
                reports.end(corpId, position.jobId(), clock.instant());
            }
        });
    }

    /** Asks for all of a lot, a few at once. */
    private static void ask(List<Asking> lot, List<Checked> checked, List<Job.Failure> failures) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<Checked>> answers = lot.stream()
                    .map(asking -> threads.submit(() -> asking.ask().get()))
                    .toList();
            for (int i = 0; i < lot.size(); i++) {
                try {
                    checked.add(answer(answers.get(i)));
                } catch (WeComException e) {
                    failures.add(failure(lot.get(i).chatId().value(), e));
                }
            }
        }
    }

    private static Checked answer(Future<Checked> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof WeComException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** @throws WeComException if it is to be tried again */
    private static Job.Failure failure(String item, WeComException e) {
        if (e.kind() != WeComException.Kind.REFUSED) {
            throw e;
        }
        return new Job.Failure(item, "errcode " + e.errcode());
    }
}
