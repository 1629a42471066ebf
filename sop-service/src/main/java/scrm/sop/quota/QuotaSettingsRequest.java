package scrm.sop.quota;

import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.sop.quota.Cap.Window;

/**
 * What a corp keeps to, as a client writes it; what is absent is as WeCom publishes it, or nothing.
 *
 * @param weCom WeCom's cap of mass messages to a contact or group: without {@code most} as many as the month has days;
 *     where the administrator has lowered it, 7 a WEEK or 1 a DAY. Absent: as many a MONTH as it has days
 * @param contacts own caps of messages to a contact over all plans, each window once
 * @param groups own caps of messages to a group
 * @param members own caps of moments that a member is asked to publish
 * @param quietHours absent: none
 * @param overflow what becomes of what a cap holds up, where its plan says nothing else; absent: it waits for 72 hours
 * @param momentsPerMinute WeCom's cap of moments that the corp makes; absent: 10
 * @param momentsPerMonth the same of a month; absent: 100000
 */
record QuotaSettingsRequest(
        @Nullable CapFields weCom,
        @Nullable List<@NotNull CapFields> contacts,
        @Nullable List<@NotNull CapFields> groups,
        @Nullable List<@NotNull CapFields> members,
        @Nullable QuietHoursFields quietHours,
        @Nullable OverflowFields overflow,
        @Nullable Integer momentsPerMinute,
        @Nullable Integer momentsPerMonth) {
    private static final int MOST = 1000;

    /** @param most 1 to 1000 */
    record CapFields(@Nullable Window window, @Nullable Integer most) {
        static CapFields of(Cap cap) {
            return new CapFields(cap.window(), cap.most());
        }
    }

    /**
     * Nobody is written to from one time of day to another, by the corp's clocks.
     *
     * @param to on the next day if it is not after {@code from}
     */
    record QuietHoursFields(
            @Nullable LocalTime from, @Nullable LocalTime to) {}

    /** @throws InvalidRequest naming everything that is wrong */
    Ruleset ruleset() {
        List<FieldProblem> problems = new ArrayList<>();
        Cap cap = weCom == null ? Ruleset.PUBLISHED.weCom() : cap("weCom", weCom, problems);
        if (weCom != null && weCom.most == null && weCom.window != Window.MONTH) {
            problems.add(new FieldProblem("weCom.most", "required"));
        }
        Ruleset ruleset = new Ruleset(
                cap,
                caps("contacts", contacts, problems),
                caps("groups", groups, problems),
                caps("members", members, problems),
                quietHours(problems),
                overflow(problems),
                number("momentsPerMinute", momentsPerMinute, Ruleset.PUBLISHED.momentsPerMinute(), 1000, problems),
                number("momentsPerMonth", momentsPerMonth, Ruleset.PUBLISHED.momentsPerMonth(), 10_000_000, problems));
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        return ruleset;
    }

    private static List<Cap> caps(String field, @Nullable List<CapFields> fields, List<FieldProblem> problems) {
        List<Cap> caps = new ArrayList<>();
        Set<Window> seen = EnumSet.noneOf(Window.class);
        for (CapFields one : fields == null ? List.<CapFields>of() : fields) {
            String place = field + "[" + caps.size() + "]";
            caps.add(cap(place, one, problems));
            if (one.most == null) {
                problems.add(new FieldProblem(place + ".most", "required"));
            }
            if (one.window != null && !seen.add(one.window)) {
                problems.add(new FieldProblem(place + ".window", "duplicate"));
            }
        }
        return caps;
    }

    private static Cap cap(String field, CapFields fields, List<FieldProblem> problems) {
        if (fields.window == null) {
            problems.add(new FieldProblem(field + ".window", "required"));
        }
        if (fields.most != null && (fields.most < 1 || fields.most > MOST)) {
            problems.add(new FieldProblem(field + ".most", "out_of_range", 1, MOST));
        }
        return new Cap(fields.window == null ? Window.MONTH : fields.window, fields.most);
    }

    private @Nullable QuietHours quietHours(List<FieldProblem> problems) {
        if (quietHours == null) {
            return null;
        }
        LocalTime from = quietHours.from;
        LocalTime to = quietHours.to;
        if (from == null) {
            problems.add(new FieldProblem("quietHours.from", "required"));
        }
        if (to == null) {
            problems.add(new FieldProblem("quietHours.to", "required"));
        }
        if (from == null || to == null) {
            return null;
        }
        if (from.equals(to)) {
            problems.add(new FieldProblem("quietHours.to", "quiet_all_day"));
        }
        return new QuietHours(from, to);
    }

    private Overflow overflow(List<FieldProblem> problems) {
        if (overflow == null) {
            return Ruleset.PUBLISHED.overflow();
        }
        overflow.problems("overflow", problems);
        return overflow.overflow();
    }

    private static int number(
            String field, @Nullable Integer value, int published, int most, List<FieldProblem> problems) {
        if (value != null && (value < 1 || value > most)) {
            problems.add(new FieldProblem(field, "out_of_range", 1, most));
        }
        return value == null ? published : value;
    }
}
