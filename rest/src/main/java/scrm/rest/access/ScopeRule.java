package scrm.rest.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Which scope a request below {@code /v1/corps/{corpId}} asks for, without its verb: {@code tags}. */
@FunctionalInterface
public interface ScopeRule {
    /** The scope, or null where no scope suffices: such a request is refused. */
    @Nullable
    String scopeOf(HttpServletRequest request);
}
