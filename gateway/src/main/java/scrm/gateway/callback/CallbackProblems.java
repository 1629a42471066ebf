package scrm.gateway.callback;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.ProblemMapper;
import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackRejected;

/** A rejected callback as an answer: 400 for what is malformed, 401 for what proves nothing, 413 for too much. */
final class CallbackProblems implements ProblemMapper {
    private final CallbackProperties properties;

    CallbackProblems(CallbackProperties properties) {
        this.properties = properties;
    }

    @Override
    public @Nullable Problem map(Throwable thrown) {
        return thrown instanceof CallbackRejected rejected ? problem(rejected.reason()) : null;
    }

    private Problem problem(CallbackRejected.Reason reason) {
        return switch (reason) {
            case PARAMETERS, ENVELOPE, CIPHERTEXT, CONTENT -> refused(ProblemCode.INVALID_REQUEST, reason);
            case SIGNATURE, RECEIVER -> refused(ProblemCode.CALLBACK_UNPROVEN, reason);
            case STALE ->
                refused(
                        ProblemCode.CALLBACK_UNPROVEN,
                        reason,
                        properties.replayWindow().toSeconds());
            case TOO_LARGE -> Problem.of(ProblemCode.BODY_TOO_LARGE, CallbackCodec.MAX_BODY_BYTES);
        };
    }

    private static Problem refused(ProblemCode code, CallbackRejected.Reason reason, Object... args) {
        return Problem.of(code, args).withReason("callback_" + reason.name().toLowerCase(Locale.ROOT));
    }
}
