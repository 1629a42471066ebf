package scrm.channel.livecode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkRequest;
import scrm.wecom.WeComException;

/** Makes WeCom's code what the live code is by now: edited, led to others, or gone once it is archived. */
@Component
class LiveCodeSyncWorker implements WorkHandler<LiveCodeSyncWorker.Payload> {
    static final String KIND = "live-code-sync";

    private static final Duration UNTIL_MADE = Duration.ofSeconds(5);

    /** While the making itself waits for the corp's settings. */
    private static final Duration UNTIL_MENDED = Duration.ofMinutes(1);

    private final LiveCodes liveCodes;
    private final CodesAtWeCom codesAtWeCom;
    private final Clock clock;

    LiveCodeSyncWorker(LiveCodes liveCodes, CodesAtWeCom codesAtWeCom, Clock clock) {
        this.liveCodes = liveCodes;
        this.codesAtWeCom = codesAtWeCom;
        this.clock = clock;
    }

    /** Which live code changed. */
    record Payload(long liveCodeId) {}

    static WorkRequest request(LiveCode liveCode, Instant now) {
        return WorkRequest.refresh(
                KIND,
                liveCode.corpId(),
                liveCode.id().toString(),
                new Payload(liveCode.id().value()),
                now);
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
        LiveCode liveCode = liveCodes
                .find(work.corpId(), new LiveCodeId(work.payload().liveCodeId()))
                .orElse(null);
        if (liveCode != null && liveCode.status() == LiveCode.Status.CREATING) {
            return Settlement.retry(
                    "WeCom is being asked to make the code", liveCode.failure() == null ? UNTIL_MADE : UNTIL_MENDED);
        }
        String handle = liveCode == null ? null : liveCode.handle();
        if (liveCode == null || handle == null) {
            return Settlement.done();
        }
        CodeAtWeCom code = codesAtWeCom.of(liveCode);
        try {
            if (liveCode.status() == LiveCode.Status.ARCHIVED) {
                code.delete(liveCode, handle);
            } else {
                code.change(liveCode, handle);
            }
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(reason, e.retryAfter());
                case MISCONFIGURED ->
                    Settlement.retry(
                            reason,
                            e.retryAfter(),
                            () -> liveCodes.waits(
                                    liveCode,
                                    LiveCode.Sync.PENDING,
                                    new LiveCode.Failure(reason, e.errcode()),
                                    clock.instant()));
                case REFUSED ->
                    Settlement.rejected(
                            reason,
                            () -> liveCodes.synced(
                                    liveCode.corpId(),
                                    liveCode.id(),
                                    liveCode.version(),
                                    new LiveCode.Failure(reason, e.errcode()),
                                    clock.instant()));
            };
        }
        return Settlement.done(
                () -> liveCodes.synced(liveCode.corpId(), liveCode.id(), liveCode.version(), null, clock.instant()));
    }
}
