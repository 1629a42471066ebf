package scrm.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times that people may name. Databases keep years of four digits only, and nothing here is older than WeChat. */
public final class Times {
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2100, 1, 1);
    private static final Instant EARLIEST = FIRST.atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final Instant LATEST = LAST.atStartOfDay().toInstant(ZoneOffset.UTC);

    private Times() {}

    /** What is wrong with a moment, if anything. */
    public static Optional<FieldProblem> problem(String field, Instant moment) {
        return moment.isBefore(EARLIEST) || moment.isAfter(LATEST)
                ? Optional.of(new FieldProblem(field, "out_of_range", EARLIEST, LATEST))
                : Optional.empty();
    }

    /** @throws InvalidRequest if the moment cannot be; null is none */
    public static void check(String field, @Nullable Instant moment) {
        if (moment != null) {
            problem(field, moment).ifPresent(problem -> {
                throw InvalidRequest.fields(List.of(problem));
            });
        }
    }

    /** @throws InvalidRequest if the day cannot be; null is none */
    public static void check(String field, @Nullable LocalDate day) {
        if (day != null && (day.isBefore(FIRST) || day.isAfter(LAST))) {
            throw InvalidRequest.field(field, "out_of_range", FIRST, LAST);
        }
    }
}
