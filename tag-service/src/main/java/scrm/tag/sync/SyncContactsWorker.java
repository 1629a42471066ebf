package scrm.tag.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.Trace;
import scrm.messaging.job.Job;
import scrm.messaging.job.JobHandler;
import scrm.tag.contact.ContactReader;
import scrm.tag.contact.Relations;
import scrm.tag.sync.SyncLot.State;
import scrm.tag.sync.Syncs.Progress;
import scrm.wecom.Caller;

/**
 * Synchronizes a corp's contacts. The first slice makes lots of members; each of the others reads some of them at once
 * for a few seconds. How far a lot is stands in its row, so that a slice which dies costs a page of each.
 */
@Component
class SyncContactsWorker implements JobHandler<SyncContacts> {
    private static final Logger log = LoggerFactory.getLogger(SyncContactsWorker.class);

    /** Lots that are read at once: WeCom bears about five calls of one kind at a time, and others call too. */
    private static final int LANES = 4;

    /** A page costs the same for one member as for some; more would make one bad member spoil many. */
    private static final int LOT = 20;

    /** More than are read in a slice. */
    private static final int LOTS_OF_SLICE = 200;

    private static final Duration SLICE = Duration.ofSeconds(5);

    private final ContactReader reader;
    private final Relations relations;
    private final Syncs syncs;
    private final StepSync step;
    private final Clock clock;

    SyncContactsWorker(ContactReader reader, Relations relations, Syncs syncs, StepSync step, Clock clock) {
        this.reader = reader;
        this.relations = relations;
        this.syncs = syncs;
        this.step = step;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return SyncContacts.KIND;
    }

    @Override
    public Class<SyncContacts> parametersType() {
        return SyncContacts.class;
    }

    /** What earlier slices have told of: members done, the last failure, and how many steps were taken. */
    private record Told(long done, long lastFailure, long steps) {
        static final Told NOTHING = new Told(0, 0, 0);

        static Told parse(String checkpoint) {
            String[] parts = checkpoint.split(" ", -1);
            return new Told(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }

        String checkpoint() {
            return done + " " + lastFailure + " " + steps;
        }
    }

    @Override
    public Slice next(Position<SyncContacts> position) {
        return position.checkpoint().isEmpty() ? begin(position) : goOn(position, Told.parse(position.checkpoint()));
    }

    private Slice begin(Position<SyncContacts> position) {
        CorpId corpId = position.corpId();
        Instant now = clock.instant();
        List<UserId> listed = sorted(reader.followUsers(Caller.sync(corpId)));
        Set<UserId> named = Set.copyOf(listed);
        List<UserId> departed = sorted(relations.members(corpId)).stream()
                .filter(userId -> !named.contains(userId))
                .toList();
        int members = listed.size() + departed.size();
        long contacts = relations.contacts(corpId);
        List<SyncLot> lots = new ArrayList<>();
        addLots(lots, position, State.NEW, listed);
        addLots(lots, position, State.DEPARTED, departed);
        return Slice.upTo(Told.NOTHING.checkpoint(), 0, List.of())
                .ofTotal(members)
                .with(() -> {
                    syncs.begin(position.jobId(), corpId, position.parameters().mode(), now, members, contacts);
                    syncs.add(lots);
                });
    }

    private static List<UserId> sorted(Collection<UserId> userIds) {
        return userIds.stream()
                .distinct()
                .sorted(Comparator.comparing(UserId::value))
                .toList();
    }

    private static void addLots(List<SyncLot> lots, Position<SyncContacts> position, State state, List<UserId> all) {
        int size = Math.clamp(all.size() / LANES, 1, LOT);
        for (int from = 0; from < all.size(); from += size) {
            List<UserId> some = all.subList(from, Math.min(from + size, all.size()));
            lots.add(new SyncLot(
                    position.jobId(), position.corpId(), lots.size(), state, some.size(), some, null, Tally.NONE, 0));
        }
    }

    private Slice goOn(Position<SyncContacts> position, Told told) {
        String jobId = position.jobId();
        Optional<RuntimeException> failure = read(position);
        Progress progress = syncs.progress(jobId, told.lastFailure());
        if (failure.isPresent() && progress.steps() == told.steps()) {
            throw failure.get();
        }
        List<Job.Failure> failures = progress.failures().stream()
                .map(one -> new Job.Failure(one.userId().value(), one.reason()))
                .toList();
        // A member may fail before its lot is done.
        long done = Math.max(told.done(), progress.members() - progress.failed());
        if (progress.open() == 0) {
            long contacts = relations.contacts(position.corpId());
            return Slice.last(done - told.done(), failures).with(() -> syncs.end(jobId, contacts, clock.instant()));
        }
        Told next = new Told(done, progress.lastFailure(), progress.steps());
        return Slice.upTo(next.checkpoint(), done - told.done(), failures);
    }

    /** Reads some lots; returns what stopped one of them, if something did. */
    private Optional<RuntimeException> read(Position<SyncContacts> position) {
        // Those that were begun come first: their numbers are the lowest.
        Queue<SyncLot> open = new ConcurrentLinkedQueue<>(syncs.open(position.jobId(), LOTS_OF_SLICE));
        String trace = Trace.current();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            LotReading reading = new LotReading(position.parameters().mode(), reader, relations, step, threads, SLICE);
            List<Future<?>> lanes = IntStream.range(0, LANES)
                    .<Future<?>>mapToObj(_ -> threads.submit(() -> Trace.within(trace, () -> lane(reading, open))))
                    .toList();
            return lanes.stream().flatMap(lane -> failureOf(lane).stream()).reduce((first, _) -> first);
        }
    }

    private static void lane(LotReading reading, Queue<SyncLot> open) {
        for (SyncLot lot = open.poll(); lot != null && reading.hasTime(); lot = open.poll()) {
            try {
                reading.read(lot);
            } catch (StepSync.OvertakenException _) {
                log.warn("lot {} of {} goes on in another process", lot.number(), lot.jobId());
            }
        }
    }

    private static Optional<RuntimeException> failureOf(Future<?> lane) {
        try {
            lane.get();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while contacts were synchronized", e);
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e));
        }
    }
}
