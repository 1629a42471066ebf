package scrm.group.transfer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.groupchat.CheckGroupChats;
import scrm.group.transfer.TransferItem.State;
import scrm.messaging.job.Job;
import scrm.messaging.job.JobHandler;
import scrm.wecom.Caller;
import scrm.wecom.GroupChats;
import scrm.wecom.Transfers;
import scrm.wecom.Transfers.ItemResult;
import scrm.wecom.WeComException;

/**
 * Hands groups over, a hundred at a call. Each group is marked right before its call leaves; marked groups without an
 * answer are not called about again before WeCom has shown that they kept their owner. Groups of an owner of whom as
 * many were handed over today as WeCom allows wait for tomorrow.
 */
@Component
class TransferWorker implements JobHandler<TransferGroupChats> {
    private static final String CALLS = "calls";

    /** WeCom's limit, documents 92127 and 95703. */
    private static final int LOT = 100;

    /** Reading a group takes a call, and a slice should take seconds. */
    private static final int QUESTIONS = 20;

    /** A call that is still under way, or a reading that lags, is past by then. */
    private static final Duration UNTIL_SHOWN = Duration.ofMinutes(1);

    private final TransferItems items;
    private final MarkForCall markForCall;
    private final Transfers transfers;
    private final GroupChats chats;
    private final CheckGroupChats check;
    private final Clock clock;

    TransferWorker(
            TransferItems items,
            MarkForCall markForCall,
            Transfers transfers,
            GroupChats chats,
            CheckGroupChats check,
            Clock clock) {
        this.items = items;
        this.markForCall = markForCall;
        this.transfers = transfers;
        this.chats = chats;
        this.check = check;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return TransferGroupChats.KIND;
    }

    @Override
    public Class<TransferGroupChats> parametersType() {
        return TransferGroupChats.class;
    }

    @Override
    public Slice next(Position<TransferGroupChats> position) {
        CorpId corpId = position.corpId();
        String jobId = position.jobId();
        if (position.checkpoint().isEmpty()) {
            return Slice.upTo(
                    CALLS,
                    0,
                    items.list(corpId, jobId, State.REFUSED, "", Integer.MAX_VALUE).stream()
                            .map(item -> new Job.Failure(item.chatId().value(), String.valueOf(item.reason())))
                            .toList());
        }
        List<TransferItem> unanswered = items.list(corpId, jobId, State.CALLING, "", QUESTIONS);
        return unanswered.isEmpty() ? call(position) : ask(position, unanswered);
    }

    private Slice call(Position<TransferGroupChats> position) {
        CorpId corpId = position.corpId();
        List<TransferItem> marking = lot(corpId, position.jobId());
        if (marking.isEmpty()) {
            return items.pending(corpId, position.jobId(), Set.of(), 1).isEmpty()
                    ? Slice.last(0, List.of())
                    : Slice.upTo(CALLS, 0, List.of()).thenRest(CallsOfDay.untilNext(clock.instant()));
        }
        List<ChatId> lot = marking.stream().map(TransferItem::chatId).toList();
        AtomicBoolean marked = new AtomicBoolean();
        try {
            TransferGroupChats transfer = position.parameters();
            List<ItemResult<ChatId>> failed = transfers.groupChats(
                    Caller.bulk(corpId).noting(() -> mark(position, marking, marked)),
                    transfer.handover(),
                    lot,
                    transfer.newOwner());
            return settled(
                    position,
                    lot,
                    failed.stream().collect(Collectors.toMap(ItemResult::item, ItemResult::errcode, (a, _) -> a)));
        } catch (WeComException e) {
            return switch (e.kind()) {
                case IN_DOUBT -> Slice.upTo(CALLS, 0, List.of()).thenRest(UNTIL_SHOWN);
                case RETRYABLE -> notCalled(position, lot, marked).thenRest(e.retryAfter());
                case MISCONFIGURED -> notCalled(position, lot, marked).thenRest(e.untilMended());
                case REFUSED ->
                    settled(position, lot, lot.stream().collect(Collectors.toMap(chatId -> chatId, _ -> e.errcode())));
            };
        }
    }

    /** Groups to call about next: none of an owner whose day is full. */
    private List<TransferItem> lot(CorpId corpId, String jobId) {
        CallsOfDay day = new CallsOfDay(items.calledSince(corpId, CallsOfDay.began(clock.instant())));
        return items.pending(corpId, jobId, day.full(), LOT).stream()
                .filter(day::take)
                .toList();
    }

    /** Once, however often the request leaves. If it fails, nothing leaves, and the next slice chooses anew. */
    private void mark(Position<TransferGroupChats> position, List<TransferItem> lot, AtomicBoolean marked) {
        if (!marked.get()) {
            markForCall.mark(position.corpId(), position.jobId(), lot);
            marked.set(true);
        }
    }

    private Slice notCalled(Position<TransferGroupChats> position, List<ChatId> lot, AtomicBoolean marked) {
        Slice slice = Slice.upTo(CALLS, 0, List.of());
        return marked.get() ? slice.with(() -> items.notCalled(position.corpId(), position.jobId(), lot)) : slice;
    }

    /** @param failed errcodes by group; all others of the lot have their new owner */
    private Slice settled(Position<TransferGroupChats> position, List<ChatId> lot, Map<ChatId, Integer> failed) {
        List<ChatId> done =
                lot.stream().filter(chatId -> !failed.containsKey(chatId)).toList();
        return Slice.upTo(CALLS, done.size(), failures(failed)).with(() -> settle(position, done, failed));
    }

    private void settle(Position<TransferGroupChats> position, List<ChatId> done, Map<ChatId, Integer> failed) {
        Instant now = clock.instant();
        items.done(position.corpId(), position.jobId(), done, now);
        items.failed(position.corpId(), position.jobId(), failed, now);
        // WeCom sends no callback for what is done by API.
        check.doubt(position.corpId(), done);
    }

    private static List<Job.Failure> failures(Map<ChatId, Integer> errcodes) {
        return errcodes.entrySet().stream()
                .map(entry -> new Job.Failure(entry.getKey().value(), "errcode " + entry.getValue()))
                .toList();
    }

    /** Looks who owns the groups whose answer was lost. */
    private Slice ask(Position<TransferGroupChats> position, List<TransferItem> unanswered) {
        Instant shown = unanswered.stream()
                .map(item -> Objects.requireNonNull(item.calledAt()))
                .max(Instant::compareTo)
                .orElseThrow()
                .plus(UNTIL_SHOWN);
        Slice again = Slice.upTo(CALLS, 0, List.of());
        if (clock.instant().isBefore(shown)) {
            return again.thenRest(Duration.between(clock.instant(), shown));
        }
        List<ChatId> done = new ArrayList<>();
        List<ChatId> kept = new ArrayList<>();
        Map<ChatId, Integer> failed = new LinkedHashMap<>();
        Caller caller = Caller.bulk(position.corpId());
        for (TransferItem item : unanswered) {
            try {
                UserId owner = chats.get(caller, item.chatId()).owner();
                (owner.equals(item.newOwner()) ? done : kept).add(item.chatId());
            } catch (WeComException e) {
                switch (e.kind()) {
                    case REFUSED -> failed.put(item.chatId(), e.errcode());
                    case MISCONFIGURED -> {
                        return again.thenRest(e.untilMended());
                    }
                    case RETRYABLE, IN_DOUBT -> {
                        return again.thenRest(e.retryAfter());
                    }
                }
            }
        }
        return Slice.upTo(CALLS, done.size(), failures(failed)).with(() -> {
            settle(position, done, failed);
            items.notCalled(position.corpId(), position.jobId(), kept);
        });
    }
}
