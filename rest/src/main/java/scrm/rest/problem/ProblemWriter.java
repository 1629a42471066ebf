package scrm.rest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

import scrm.rest.Problem;

/** Answers with a problem: the one place where a refusal becomes bytes. Counts it as {@code scrm.rest.problems}. */
public final class ProblemWriter {
    private final ProblemTexts texts;
    private final JsonMapper json;
    private final MeterRegistry meters;

    ProblemWriter(ProblemTexts texts, JsonMapper json, MeterRegistry meters) {
        this.texts = texts;
        this.json = json;
        this.meters = meters;
    }

    /** Writes the problem, unless a part of another answer has already left. Headers that were set remain. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        meters.counter("scrm.rest.problems", "code", problem.code().code()).increment();
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        Locale language = Languages.preferred(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        byte[] body = json.writeValueAsBytes(body(texts, problem, language, TraceFilter.traceId(request)));
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (problem.retryAfter() != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wholeSeconds(problem.retryAfter())));
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    static Body body(ProblemTexts texts, Problem problem, Locale language, String traceId) {
        return new Body(
                problem.code().type(),
                texts.title(problem, language),
                problem.status(),
                texts.detail(problem, language),
                problem.code().code(),
                problem.reason(),
                problem.errors().stream()
                        .map(e -> new BodyError(e.field(), e.code(), texts.detail(e, language)))
                        .toList(),
                problem.wecom() == null
                        ? null
                        : new BodyWeCom(
                                problem.wecom().errcode(),
                                texts.hint(problem.wecom(), language),
                                problem.wecom().retryable()),
                traceId);
    }

    private static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }

    /** The members of RFC 9457 and ours, in the order in which a reader wants them. */
    record Body(
            String type,
            String title,
            int status,
            String detail,
            String code,
            @JsonInclude(Include.NON_NULL) @Nullable String reason,
            @JsonInclude(Include.NON_EMPTY) List<BodyError> errors,
            @JsonInclude(Include.NON_NULL) @Nullable BodyWeCom wecom,
            String traceId) {}

    record BodyError(String field, String code, String detail) {}

    record BodyWeCom(int errcode, String hint, boolean retryable) {}
}
