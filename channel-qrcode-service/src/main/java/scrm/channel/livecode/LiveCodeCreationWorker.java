package scrm.channel.livecode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

import scrm.channel.livecode.CodeAtWeCom.Made;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.wecom.WeComException;

/**
 * Has WeCom make the code of a live code, once. A call whose answer was lost is looked for among WeCom's codes, and is
 * never made again by itself.
 */
@Component
class LiveCodeCreationWorker implements WorkHandler<LiveCodeCreationWorker.Payload> {
    static final String KIND = "live-code-creation";

    /**
     * WeCom lists a code that it made within moments of the call; one that it has not listed for so long it has not
     * made.
     */
    private static final Duration ASK_FOR = Duration.ofMinutes(10);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private final LiveCodes liveCodes;
    private final CodesAtWeCom codesAtWeCom;
    private final WorkQueue queue;
    private final Clock clock;

    LiveCodeCreationWorker(LiveCodes liveCodes, CodesAtWeCom codesAtWeCom, WorkQueue queue, Clock clock) {
        this.liveCodes = liveCodes;
        this.codesAtWeCom = codesAtWeCom;
        this.queue = queue;
        this.clock = clock;
    }

    /** Which live code is to be made. */
    record Payload(long liveCodeId) {}

    /** One creation per version: an edit of a code that WeCom refused is a person's wish to try again. */
    static WorkRequest request(LiveCode liveCode, Instant now) {
        return WorkRequest.once(
                KIND,
                liveCode.corpId(),
                liveCode.id() + ":" + liveCode.version(),
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
    public boolean repeatable() {
        return false;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        LiveCode liveCode = waiting(work).orElse(null);
        if (liveCode == null) {
            return Settlement.done();
        }
        String handle = liveCode.handle();
        if (handle != null) {
            return read(liveCode, handle);
        }
        try {
            return made(liveCode, codesAtWeCom.of(liveCode).make(liveCode, work.call()::begin));
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE -> Settlement.retry(reason(e), e.retryAfter());
                case IN_DOUBT -> Settlement.unknown(reason(e), ASK_AGAIN);
                case MISCONFIGURED -> Settlement.retry(reason(e), e.retryAfter(), waits(liveCode, e));
                case REFUSED -> refused(liveCode, reason(e), e.errcode());
            };
        }
    }

    @Override
    public Settlement resolve(Work<Payload> work, Instant calledAt) {
        LiveCode liveCode = waiting(work).orElse(null);
        if (liveCode == null) {
            return Settlement.done();
        }
        String handle = liveCode.handle();
        if (handle != null) {
            return read(liveCode, handle);
        }
        CodeAtWeCom code = codesAtWeCom.of(liveCode);
        if (!code.lists()) {
            return refused(
                    liveCode,
                    "WeCom's answer was lost, and it does not list codes of this kind: it may have one that leads"
                            + " nowhere else. Edit this one to have another made",
                    WeComException.NO_ERRCODE);
        }
        try {
            Optional<Made> found =
                    code.find(liveCode, calledAt, handles -> liveCodes.known(liveCode.corpId(), handles));
            if (found.isPresent()) {
                return made(liveCode, found.get());
            }
        } catch (WeComException e) {
            return e.kind() == WeComException.Kind.MISCONFIGURED
                    ? Settlement.unknown(reason(e), e.retryAfter(), waits(liveCode, e))
                    : Settlement.unknown(reason(e), e.retryAfter());
        }
        return clock.instant().isBefore(calledAt.plus(ASK_FOR))
                ? Settlement.unknown("WeCom does not list the code yet", ASK_AGAIN)
                : refused(liveCode, "WeCom's answer was lost and it lists no such code", WeComException.NO_ERRCODE);
    }

    /** For a code that WeCom has made, of which it has not told everything. */
    private Settlement read(LiveCode liveCode, String handle) {
        CodeAtWeCom code = codesAtWeCom.of(liveCode);
        try {
            if (liveCode.sync() == LiveCode.Sync.PENDING) {
                code.change(liveCode, handle);
            }
            return made(liveCode, code.read(liveCode, handle));
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(reason(e), e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(reason(e), e.retryAfter(), waits(liveCode, e));
                case REFUSED -> refused(liveCode, reason(e), e.errcode());
            };
        }
    }

    private Optional<LiveCode> waiting(Work<Payload> work) {
        return liveCodes
                .find(work.corpId(), new LiveCodeId(work.payload().liveCodeId()))
                .filter(liveCode -> liveCode.status() == LiveCode.Status.CREATING);
    }

    /** The handle is written down before anything else is asked: a code without it can never be changed again. */
    private Settlement made(LiveCode liveCode, Made made) {
        return Settlement.done(() -> {
            Instant now = clock.instant();
            liveCodes.made(liveCode.corpId(), liveCode.id(), made, now);
            if (!made.isComplete()) {
                queue.submit(
                        request(liveCodes.find(liveCode.corpId(), liveCode.id()).orElseThrow(), now));
            }
        });
    }

    /** Not a word about this code: it goes on by itself once somebody has mended the corp's settings. */
    private Runnable waits(LiveCode liveCode, WeComException e) {
        return () -> liveCodes.waits(
                liveCode, liveCode.sync(), new LiveCode.Failure(reason(e), e.errcode()), clock.instant());
    }

    private Settlement refused(LiveCode liveCode, String reason, int errcode) {
        return Settlement.rejected(
                reason,
                () -> liveCodes.refused(
                        liveCode.corpId(), liveCode.id(), new LiveCode.Failure(reason, errcode), clock.instant()));
    }

    private static String reason(WeComException e) {
        return String.valueOf(e.getMessage());
    }
}
