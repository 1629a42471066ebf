package scrm.rest.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One write.
 *
 * @param id begins with the name of its service, by which the gateway finds it
 * @param actor {@code sub} of the token
 * @param client the program: {@code azp} or {@code client_id} of the token
 * @param resource first segment of the path
 * @param path behind the corp, with the query
 * @param status what was answered; absent if it took effect and could not be answered
 */
record AuditEntry(
        String id,
        Instant at,
        String actor,
        String client,
        String method,
        String resource,
        String path,
        @Nullable Integer status,
        String traceId) {
    /** As clients of the gateway know it. */
    AuditEntry of(String service) {
        return new AuditEntry(service + id, at, actor, client, method, resource, path, status, traceId);
    }
}
