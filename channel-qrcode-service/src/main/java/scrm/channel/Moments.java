package scrm.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/** Moments that people may name. Databases keep years of four digits only, and nothing here is older than WeChat. */
public final class Moments {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private Moments() {}

    /** What is wrong with one, if anything. */
    public static Optional<FieldProblem> problem(String field, Instant moment) {
        return moment.isBefore(EARLIEST) || moment.isAfter(LATEST)
                ? Optional.of(new FieldProblem(field, "out_of_range", EARLIEST, LATEST))
                : Optional.empty();
    }

    /** @throws InvalidRequest if it cannot be; null is none */
    public static void check(String field, @Nullable Instant moment) {
        if (moment != null) {
            problem(field, moment).ifPresent(problem -> {
                throw InvalidRequest.fields(List.of(problem));
            });
        }
    }
}
