package scrm.rest.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

import scrm.rest.CorpPath;
import scrm.rest.InvalidRequest;
import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.Refusal;
import scrm.rest.access.ApiClient;

/**
 * Every POST below a corp that comes with an {@code Idempotency-Key} takes effect once: the same request again gets the
 * stored answer (with {@code Idempotency-Replayed: true}), another body under the same key 422, a second one while the
 * first is being worked on 409. Keys are bound to corp, client, path and query, and kept for a day.
 *
 * <p>What is promised, and what is not:
 *
 * <ul>
 *   <li>What a handler writes in a transaction, rows for calls to WeCom included, happens at most once under a key:
 *       {@link CommittedEffect} commits the key with it. If the process dies after that commit and before the answer is
 *       kept, the client gets 409 {@code idempotency_answer_lost} instead of a second effect.
 *   <li>If it dies before, nothing happened; the key is free again when the lease (60 s) ends, until then 409.
 *   <li>What a handler does outside a database transaction is not covered. Handlers do nothing there: calls to WeCom
 *       are rows.
 *   <li>An answer is kept if it tells of success, or if something was committed. Any other refusal frees the key, so
 *       that the corrected request may use it.
 * </ul>
 *
 * <p>Source: IETF draft "The Idempotency-Key HTTP Header Field".
 */
final class IdempotencyFilter extends OncePerRequestFilter {
    static final String KEY = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final int KEY_MAX_LENGTH = 255;
    private static final int ANSWER_MAX_BYTES = 1024 * 1024;

    private final IdempotencyKeys keys;

    IdempotencyFilter(IdempotencyKeys keys) {
        this.keys = keys;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || request.getHeader(KEY) == null
                || CorpPath.corpId(request).isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        KeyedRequest keyed = KeyedRequest.read(request);
        Attempt attempt = Attempt.of(CorpPath.corpId(request).orElseThrow(), keyDigest(request), keyed.digest());
        switch (keys.claim(attempt)) {
            case Claim.Granted _ -> work(attempt, keyed, response, chain);
            case Claim.Answered(Answer answer) -> replay(answer, response);
            case Claim.InProgress _ -> throw new Refusal(Problem.of(ProblemCode.IDEMPOTENCY_IN_PROGRESS));
            case Claim.OtherBody _ -> throw new Refusal(Problem.of(ProblemCode.IDEMPOTENCY_BODY_DIFFERS));
            case Claim.AnswerLost _ -> throw new Refusal(Problem.of(ProblemCode.IDEMPOTENCY_ANSWER_LOST));
        }
    }

    private void work(Attempt attempt, KeyedRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper caught = new ContentCachingResponseWrapper(response);
        try {
            ScopedValue.where(Attempt.CURRENT, attempt).call(() -> {
                chain.doFilter(request, caught);
                return attempt;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            settle(() -> keys.release(attempt));
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("filters throw nothing else", e);
        }
        settle(() -> {
            if (caught.getStatus() < 400 || !keys.release(attempt)) {
                keep(attempt, caught);
            }
        });
        caught.copyBodyToResponse();
    }

    private void keep(Attempt attempt, ContentCachingResponseWrapper caught) {
        if (caught.getContentSize() <= ANSWER_MAX_BYTES && (isJson(caught) || caught.getContentSize() == 0)) {
            keys.answer(
                    attempt,
                    new Answer(
                            caught.getStatus(),
                            caught.getContentType(),
                            caught.getHeader(HttpHeaders.LOCATION),
                            caught.getHeader(HttpHeaders.ETAG),
                            new String(caught.getContentAsByteArray(), StandardCharsets.UTF_8)));
        }
    }

    private static boolean isJson(HttpServletResponse response) {
        String type = response.getContentType();
        return type != null && type.contains("json");
    }

    /** The request is over; that its key could not be settled is for the next one with it to find. */
    private static void settle(Runnable settlement) {
        try {
            settlement.run();
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "an idempotency key was left to its lease: {}", e.getClass().getName());
        }
    }

    private static void replay(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        response.setHeader(REPLAYED, "true");
        setIfThere(response, HttpHeaders.CONTENT_TYPE, answer.contentType());
        setIfThere(response, HttpHeaders.LOCATION, answer.location());
        setIfThere(response, HttpHeaders.ETAG, answer.etag());
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static void setIfThere(HttpServletResponse response, String name, @Nullable String value) {
        if (value != null) {
            response.setHeader(name, value);
        }
    }

    private static String keyDigest(HttpServletRequest request) {
        String key = Objects.requireNonNull(request.getHeader(KEY));
        if (key.isBlank()) {
            throw InvalidRequest.field(KEY, "required");
        }
        if (key.length() > KEY_MAX_LENGTH) {
            throw InvalidRequest.field(KEY, "too_long", KEY_MAX_LENGTH);
        }
        MessageDigest digest = KeyedRequest.sha256();
        for (String part : List.of(
                ApiClient.of(request.getUserPrincipal()).program(),
                request.getRequestURI(),
                Objects.requireNonNullElse(request.getQueryString(), ""),
                key)) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return KeyedRequest.hex(digest.digest());
    }
}
