package scrm.rest.access;

import org.jspecify.annotations.Nullable;

/**
 * Resources that every service has under the same path below a corp. Their ids begin with the service's name, by which
 * the gateway finds it; lists name it: {@code ?service=tag}.
 */
public enum SharedResource {
    JOBS("jobs", null),
    DEAD_LETTERS("dead-letters", "ops"),
    CALLBACK_REPLAYS("callback-replays", "ops"),
    /** Who may read everything else need not learn who wrote it. */
    AUDIT("audit", "audit");

    private final String segment;
    private final @Nullable String scope;

    SharedResource(String segment, @Nullable String scope) {
        this.segment = segment;
        this.scope = scope;
    }

    /** The resource that the first segment behind the corp names, or null if it is one service's own. */
    public static @Nullable SharedResource of(String segment) {
        for (SharedResource resource : values()) {
            if (resource.segment.equals(segment)) {
                return resource;
            }
        }
        return null;
    }

    /** The first segment behind the corp. */
    public String segment() {
        return segment;
    }

    /** What it asks of a token, without the verb. */
    public String scope(String ofTheService) {
        return scope == null ? ofTheService : scope;
    }
}
