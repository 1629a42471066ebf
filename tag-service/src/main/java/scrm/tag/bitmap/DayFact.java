package scrm.tag.bitmap;

import java.time.LocalDate;

/**
 * A day that a contact has, in the corp's time zone. Its number is kept bit by bit, each binary digit as a term of its
 * own, so that a range of days costs two passes over fifteen bitmaps however long it is.
 */
public enum DayFact {
    /** When a member first became its follower. */
    ADDED,
    /** When it last did something of its own accord. */
    LAST_ACTIVE;

    /** Days from 2000 until 2089. */
    static final int DIGITS = 15;

    private static final int LAST = (1 << DIGITS) - 1;
    private static final long FIRST_DAY = LocalDate.of(2000, 1, 1).toEpochDay();

    /** True of contacts that have such a day. */
    Term known() {
        return new Term(Term.Kind.HAS_DAY, name());
    }

    /** True of contacts in whose day's number this binary digit is one. */
    Term digit(int digit) {
        return new Term(Term.Kind.DAY_DIGIT, name() + "|" + digit);
    }

    /** The number of a day; what lies outside is moved to the edge. */
    static int number(LocalDate day) {
        return (int) Math.clamp(day.toEpochDay() - FIRST_DAY, 0L, LAST);
    }
}
