package scrm.rest.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for.
 *
 * @param from the first instant
 * @param until the first instant that is not asked for
 * @param actor {@code sub} of the token
 * @param resource first segment of the path
 */
record Wanted(
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String actor,
        @Nullable String resource) {}
