package scrm.rest.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Which scope a request below {@code /v1/corps/{corpId}} asks for, without its verb: {@code tags}. */
@FunctionalInterface
public interface ScopeRule {
    /** The scope, or null if there is nothing at this path: such a request is not found. */
    @Nullable
    String scopeOf(HttpServletRequest request);
}
