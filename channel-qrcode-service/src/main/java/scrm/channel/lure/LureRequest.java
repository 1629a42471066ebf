package scrm.channel.lure;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.Period;
import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * A lure as a client writes it; an edit replaces all of it. Days are in the corp's time zone.
 *
 * @param title for people
 * @param promise what contacts are promised
 * @param from first day on which it can be taken; absent: at once
 * @param until last day; absent: for good
 * @param stock how many contacts can take it; absent: any number
 * @param rotateOn when its owner should think of a new one
 * @param owner userid of the member who is told when it expires, when nothing is left, and when it is to be replaced
 */
record LureRequest(
        @NotBlank @Size(max = 50) String title,
        @NotBlank @Size(max = 500) String promise,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        @Positive @Max(MOST) @Nullable Integer stock,
        @Nullable LocalDate rotateOn,
        @NotNull UserId owner) {
    private static final int MOST = 1_000_000_000;

    /** @throws InvalidRequest naming the days that are wrong */
    Lure.Draft draft() {
        Period period = new Period(from, until);
        List<FieldProblem> problems = period.problems();
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        Period.check("rotateOn", rotateOn);
        return new Lure.Draft(title.strip(), promise.strip(), period, stock, rotateOn, owner);
    }
}
