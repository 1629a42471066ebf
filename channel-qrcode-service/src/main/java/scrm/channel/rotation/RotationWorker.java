package scrm.channel.rotation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.springframework.stereotype.Component;

import scrm.channel.livecode.GroupCodes;
import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays.ConfigId;
import scrm.wecom.GroupChats;
import scrm.wecom.JoinWays;
import scrm.wecom.WeComException;

/** Counts the members of a code's groups and, if the first is full or gone, has the code lead into others. */
@Component
class RotationWorker implements WorkHandler<RotationWorker.Payload> {
    static final String KIND = "group-rotation";

    /** Joins come in bursts: those of a moment are counted once. */
    static final Duration MOMENT = Duration.ofSeconds(2);

    private final GroupCodes groupCodes;
    private final JoinWays joinWays;
    private final GroupChats groupChats;
    private final WorkQueue queue;
    private final Clock clock;

    RotationWorker(GroupCodes groupCodes, JoinWays joinWays, GroupChats groupChats, WorkQueue queue, Clock clock) {
        this.groupCodes = groupCodes;
        this.joinWays = joinWays;
        this.groupChats = groupChats;
        this.queue = queue;
        this.clock = clock;
    }

    /** Which live code is to be looked at. */
    record Payload(long liveCodeId) {}

    static WorkRequest request(CorpId corpId, LiveCodeId liveCodeId, Instant dueAt) {
        return WorkRequest.refresh(KIND, corpId, liveCodeId.toString(), new Payload(liveCodeId.value()), dueAt);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        LiveCode liveCode = groupCodes
                .find(work.corpId(), new LiveCodeId(work.payload().liveCodeId()))
                .orElse(null);
        String handle = liveCode == null ? null : liveCode.handle();
        if (liveCode == null || handle == null || !liveCode.status().isAtWeCom()) {
            return Settlement.done();
        }
        if (liveCode.sync() == LiveCode.Sync.PENDING) {
            return Settlement.retry("WeCom does not have the latest edit yet", MOMENT);
        }
        Caller caller = Caller.person(work.corpId());
        try {
            List<ChatId> atWeCom =
                    joinWays.get(caller, new ConfigId(handle)).settings().chatIds();
            Rotation rotation = Rotation.of(liveCode, atWeCom, chatId -> members(caller, chatId));
            return Settlement.done(() -> redirect(liveCode, rotation, atWeCom));
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT, MISCONFIGURED -> Settlement.retry(reason, e.retryAfter());
                case REFUSED -> Settlement.rejected(reason, () -> {});
            };
        }
    }

    private void redirect(LiveCode counted, Rotation rotation, List<ChatId> atWeCom) {
        boolean tellWeCom = !rotation.open().equals(atWeCom);
        if (!tellWeCom && !rotation.differsFrom(counted)) {
            return;
        }
        Instant now = clock.instant();
        if (!groupCodes.redirect(counted, rotation.groups(), rotation.open(), rotation.exhausted(), tellWeCom, now)) {
            queue.submit(request(counted.corpId(), counted.id(), now.plus(MOMENT)));
        }
    }

    private OptionalInt members(Caller caller, ChatId chatId) {
        try {
            return OptionalInt.of(groupChats.get(caller, chatId).members().size());
        } catch (WeComException e) {
            if (e.kind() == WeComException.Kind.REFUSED) {
                return OptionalInt.empty(); // dismissed, or no longer a group that we may see
            }
            throw e;
        }
    }
}
