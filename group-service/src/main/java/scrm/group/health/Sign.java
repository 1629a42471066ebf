package scrm.group.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import scrm.group.health.HealthModel.Alarm;

/**
 * Something that speaks for a group's death, with the figures by which it was seen.
 *
 * @param figure of the last week, or what the code says
 * @param usual what it was before, in an average week where the figure is of a week
 */
record Sign(Code code, double figure, double usual) {
    /** Weeks that the last one is compared with, and how many of their days a group must have lived. */
    private static final int USUAL_DAYS = 28;

    private static final int LEAST_USUAL_DAYS = 14;

    private static final double LEAST_EXPECTED_QUITS = 0.5;
    private static final int LEAST_QUITS = 3;
    private static final int LEAST_MESSAGES = 10;
    private static final int LEAST_SIZE = 10;

    /** What was seen. */
    enum Code {
        /** Joins of the last week, so few that chance hardly explains them. */
        NO_JOINS,
        /** Quits of the last week, so many that chance hardly explains them. */
        QUITS_RISE,
        /** What was said in the last week, or if nobody told that, links clicked and surveys answered. */
        SILENCE,
        /** Contacts who are in, and how many were in 14 days ago. */
        SHRINKING,
        /** The most quits of a day, yesterday or today, and how many were in before. */
        QUIT_BURST
    }

    /** What speaks for its death. */
    static List<Sign> ofDying(History history, Alarm alarm) {
        List<Sign> signs = new ArrayList<>();
        long days = Math.min(USUAL_DAYS, history.age() - 7);
        if (days >= LEAST_USUAL_DAYS) {
            noJoins(history, alarm, days / 7.0).ifPresent(signs::add);
            quitsRise(history, alarm, days / 7.0).ifPresent(signs::add);
            silence(history, alarm, days / 7.0).ifPresent(signs::add);
        }
        shrinking(history, alarm).ifPresent(signs::add);
        return signs;
    }

    private static Optional<Sign> noJoins(History history, Alarm alarm, double weeks) {
        double usual = history.joins(7 + USUAL_DAYS, 8) / weeks;
        int joins = history.joins(7, 1);
        return Poisson.atMost(joins, usual) < alarm.rare()
                ? Optional.of(new Sign(Code.NO_JOINS, joins, usual))
                : Optional.empty();
    }

    private static Optional<Sign> quitsRise(History history, Alarm alarm, double weeks) {
        double usual = history.quits(7 + USUAL_DAYS, 8) / weeks;
        int quits = history.quits(7, 1);
        return quits >= LEAST_QUITS && Poisson.atLeast(quits, Math.max(usual, LEAST_EXPECTED_QUITS)) < alarm.rare()
                ? Optional.of(new Sign(Code.QUITS_RISE, quits, usual))
                : Optional.empty();
    }

    private static Optional<Sign> silence(History history, Alarm alarm, double weeks) {
        Optional<Double> said = history.messages(7, 1);
        Optional<Double> usuallySaid = history.messages(7 + USUAL_DAYS, 8);
        if (said.isPresent() && usuallySaid.isPresent()) {
            return usuallySaid.get() >= LEAST_MESSAGES && said.get() <= alarm.silence() * usuallySaid.get()
                    ? Optional.of(new Sign(Code.SILENCE, said.get(), usuallySaid.get()))
                    : Optional.empty();
        }
        double usual = history.reactions(7 + USUAL_DAYS, 8) / weeks;
        int reactions = history.reactions(7, 1);
        return Poisson.atMost(reactions, usual) < alarm.rare() && reactions <= alarm.silence() * usual
                ? Optional.of(new Sign(Code.SILENCE, reactions, usual))
                : Optional.empty();
    }

    /** Of as many joins and quits as there were, chance would make no such difference. */
    private static Optional<Sign> shrinking(History history, Alarm alarm) {
        int before = history.sizeBefore(14);
        int joins = history.joins(14, 0);
        int quits = history.quits(14, 0);
        boolean smaller = before >= LEAST_SIZE && history.size() <= (1 - alarm.shrinking()) * before;
        return history.age() >= 14 && smaller && Poisson.differ(quits, joins) < alarm.rare()
                ? Optional.of(new Sign(Code.SHRINKING, history.size(), before))
                : Optional.empty();
    }

    /** Many who quit at once, yesterday or today. */
    static Optional<Sign> ofBurst(History history, Alarm alarm) {
        int quits = Math.max(history.quits(0, 0), history.quits(1, 1));
        int before = history.sizeBefore(1);
        return quits >= alarm.burst() && quits >= alarm.burstShare() * before
                ? Optional.of(new Sign(Code.QUIT_BURST, quits, before))
                : Optional.empty();
    }
}
