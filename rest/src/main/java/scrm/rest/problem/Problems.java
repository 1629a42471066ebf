package scrm.rest.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.ProblemException;
import scrm.rest.ProblemMapper;

/** Finds out what a client is told of an exception: the first mapper that knows it or one of its causes. */
public final class Problems {
    /** What a client is told to wait when nobody knows how long an outage lasts. */
    public static final Duration OUTAGE = Duration.ofSeconds(5);

    private final List<ProblemMapper> mappers;

    Problems(List<ProblemMapper> services) {
        List<ProblemMapper> all = new ArrayList<>();
        all.add(Problems::thrownAsProblem);
        all.addAll(services);
        all.add(new JsonProblems());
        all.add(new ValidationProblems());
        all.add(new StoreProblems());
        all.add(new WebProblems());
        this.mappers = List.copyOf(all);
    }

    /** Never null: what nobody knows is an {@code internal_error}. */
    public Problem of(Throwable thrown) {
        for (ProblemMapper mapper : mappers) {
            Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
                Problem problem = mapper.map(cause);
                if (problem != null) {
                    return problem;
                }
            }
        }
        return Problem.of(ProblemCode.INTERNAL_ERROR);
    }

    private static @Nullable Problem thrownAsProblem(Throwable thrown) {
        return thrown instanceof ProblemException known ? known.problem() : null;
    }
}
