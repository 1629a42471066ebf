package scrm.rest;

import org.jspecify.annotations.Nullable;

/**
 * Says what a client is told of an exception that {@code rest} does not know. Each bean of this type is asked, in
 * order, before the built-in mappings; causes are asked for as well, outermost first.
 */
@FunctionalInterface
public interface ProblemMapper {
    /** The problem to answer with, or null to leave it to the next one. */
    @Nullable
    Problem map(Throwable thrown);
}
