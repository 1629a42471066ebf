package scrm.sop.quota;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.rest.FieldProblem;

/**
 * What becomes of what a cap holds up, as a client writes it.
 *
 * @param choice whether it waits
 * @param atMost how long after its time it is still sent, at most 60 days; with DELAY alone
 */
public record OverflowFields(
        Overflow.@Nullable Choice choice, @Nullable Duration atMost) {
    private static final Duration LONGEST = Duration.ofDays(60);

    /** @param field where it stands in the body */
    public void problems(String field, List<FieldProblem> problems) {
        if (choice == null) {
            problems.add(new FieldProblem(field + ".choice", "required"));
        }
        if (choice == Overflow.Choice.DROP) {
            return;
        }
        if (atMost == null) {
            problems.add(new FieldProblem(field + ".atMost", "required"));
        } else if (atMost.isNegative() || atMost.isZero() || atMost.compareTo(LONGEST) > 0) {
            problems.add(new FieldProblem(field + ".atMost", "out_of_range", "PT1S", "PT" + LONGEST.toHours() + "H"));
        }
    }

    /** Of one without problems. */
    public Overflow overflow() {
        return choice == Overflow.Choice.DROP
                ? Overflow.drop()
                : Overflow.delay(atMost == null ? Duration.ZERO : atMost);
    }

    public static OverflowFields of(Overflow overflow) {
        return new OverflowFields(
                overflow.choice(), overflow.choice() == Overflow.Choice.DROP ? null : overflow.atMost());
    }
}
