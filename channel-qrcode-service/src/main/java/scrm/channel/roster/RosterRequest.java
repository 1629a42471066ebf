package scrm.channel.roster;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * A roster as a client writes it: all of it is replaced. Whoever stands in it is one of the live code's users.
 *
 * @param slots no two at the same time
 * @param spares who is on when nobody of a slot is; they have no caps
 */
record RosterRequest(
        @NotNull @Size(min = 1, max = 50) List<@NotNull @Valid SlotRequest> slots,
        @Size(max = 100) @Nullable List<@NotNull UserId> spares) {
    /**
     * Who is on at some time of some weekdays.
     *
     * @param weekdays on which it begins
     * @param from when it begins, in whole minutes of the corp's time zone
     * @param until when it ends: on the next day, unless that is after {@code from}; {@code 00:00} to {@code 00:00} is
     *     a whole day
     * @param users 1 to 100
     */
    record SlotRequest(
            @NotNull @Size(min = 1, max = 7) List<@NotNull DayOfWeek> weekdays,
            @NotNull LocalTime from,
            @NotNull LocalTime until,
            @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid UserRequest> users) {
        private Slot slot() {
            return new Slot(
                    new HashSet<>(weekdays),
                    from,
                    until,
                    users.stream().map(UserRequest::user).toList());
        }
    }

    /**
     * A member in a slot.
     *
     * @param dailyCap how many contacts may come to the member by this live code in a day; absent: any number
     * @param weight the member's share, set against the others of the slot; absent: 1
     */
    record UserRequest(
            @NotNull UserId userId,
            @Positive @Max(1_000_000) @Nullable Integer dailyCap,
            @Min(1) @Max(100) @Nullable Integer weight) {
        private SlotUser user() {
            return new SlotUser(userId, dailyCap, weight == null ? 1 : weight);
        }
    }

    /**
     * What it asks for.
     *
     * @param allowed the live code's users
     * @throws InvalidRequest naming everything that is wrong
     */
    Roster roster(Set<UserId> allowed) {
        List<UserId> spare = spares == null ? List.of() : spares;
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            String at = "slots[" + i + "]";
            SlotRequest slot = slots.get(i);
            wholeMinutes(at + ".from", slot.from(), problems);
            wholeMinutes(at + ".until", slot.until(), problems);
            members(
                    at + ".users[%d].userId",
                    slot.users().stream().map(UserRequest::userId).toList(),
                    allowed,
                    problems);
            Slot its = slot.slot();
            if (slots.stream().limit(i).anyMatch(earlier -> earlier.slot().overlaps(its))) {
                problems.add(new FieldProblem(at, "slots_overlap"));
            }
        }
        members("spares[%d]", spare, allowed, problems);
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        return new Roster(slots.stream().map(SlotRequest::slot).toList(), spare);
    }

    private static void wholeMinutes(String field, LocalTime time, List<FieldProblem> problems) {
        if (!time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
            problems.add(new FieldProblem(field, "wrong_format", "10:00"));
        }
    }

    private static void members(String field, List<UserId> users, Set<UserId> allowed, List<FieldProblem> problems) {
        Set<UserId> seen = new HashSet<>();
        for (int i = 0; i < users.size(); i++) {
            UserId user = users.get(i);
            if (!allowed.contains(user)) {
                problems.add(new FieldProblem(field.formatted(i), "not_of_live_code"));
            } else if (!seen.add(user)) {
                problems.add(new FieldProblem(field.formatted(i), "duplicate"));
            }
        }
    }
}
