package scrm.rest.problem;

import org.jspecify.annotations.Nullable;

import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.ProblemMapper;
import scrm.rest.WeComRefusal;
import scrm.wecom.WeComException;

/**
 * What a client is told when WeCom refused. Stands here, and not in four services, as an optional part: {@code rest} is
 * compiled against {@code wecom}'s exception but does not bring the module along, and without it this is never loaded.
 */
final class WeComProblems implements ProblemMapper {
    @Override
    public @Nullable Problem map(Throwable thrown) {
        if (!(thrown instanceof WeComException e)) {
            return null;
        }
        WeComRefusal refusal = new WeComRefusal(e.errcode(), e.retryable());
        return switch (e.kind()) {
            case RETRYABLE ->
                Problem.of(ProblemCode.WECOM_UNAVAILABLE)
                        .withRetryAfter(e.retryAfter())
                        .withWeCom(refusal);
            case IN_DOUBT -> Problem.of(ProblemCode.WECOM_IN_DOUBT).withWeCom(refusal);
            case REFUSED -> Problem.of(ProblemCode.WECOM_REFUSED).withWeCom(refusal);
            case MISCONFIGURED -> Problem.of(ProblemCode.WECOM_MISCONFIGURED).withWeCom(refusal);
        };
    }
}
