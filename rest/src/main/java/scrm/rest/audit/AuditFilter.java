package scrm.rest.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.ContentCachingResponseWrapper;

import scrm.rest.CorpPath;
import scrm.rest.access.ApiClient;
import scrm.rest.problem.TraceFilter;

/**
 * Has an entry written for every POST, PUT, PATCH and DELETE below a corp that took effect: by {@link AuditedEffect} in
 * the transaction of the effect, else, if the request succeeded without one, afterwards. A refused request that changed
 * nothing leaves no entry; nor does one whose stored answer is given again, or that {@link scrm.rest.ChangesNothing}.
 */
final class AuditFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(AuditFilter.class);
    private static final Set<String> WRITING = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final JdbcAudit audit;
    private final EarlierState earlier;
    private final MaskedJson masked;

    AuditFilter(JdbcAudit audit, EarlierState earlier, MaskedJson masked) {
        this.audit = audit;
        this.earlier = earlier;
        this.masked = masked;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !WRITING.contains(request.getMethod())
                || CorpPath.corpId(request).isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // One byte more than is kept, by which too much is told from just enough.
        ContentCachingRequestWrapper read = new ContentCachingRequestWrapper(request, MaskedJson.MAX_BYTES + 1);
        ContentCachingResponseWrapper caught = new ContentCachingResponseWrapper(response);
        AuditedWrite write = new AuditedWrite(
                call(request),
                masked.of(earlier.of(request)),
                () -> masked.of(read.getContentType(), read.getContentAsByteArray()));
        try {
            ScopedValue.where(AuditedWrite.CURRENT, write).call(() -> {
                chain.doFilter(read, caught);
                return write;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("filters throw nothing else", e);
        }
        conclude(write, caught);
        caught.copyBodyToResponse();
    }

    private void conclude(AuditedWrite write, ContentCachingResponseWrapper caught) {
        try {
            if (write.isOwed() && caught.getStatus() < 400) {
                write.written(audit.append(write));
                write.committed();
            }
            if (write.isKept()) {
                audit.answer(
                        write.entry(),
                        caught.getStatus(),
                        masked.of(caught.getContentType(), caught.getContentAsByteArray()));
            }
        } catch (DataAccessException | TransactionException e) {
            log.error(
                    "what was answered to trace {} is missing in the audit log: {}",
                    write.call().traceId(),
                    e.getClass().getName());
        }
    }

    private static AuditedWrite.Call call(HttpServletRequest request) {
        String query = request.getQueryString();
        return new AuditedWrite.Call(
                CorpPath.corpId(request).orElseThrow(),
                ApiClient.of(request.getUserPrincipal()),
                request.getMethod(),
                CorpPath.rest(request) + (query == null ? "" : "?" + query),
                TraceFilter.traceId(request));
    }
}
