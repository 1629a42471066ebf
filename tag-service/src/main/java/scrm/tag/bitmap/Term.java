package scrm.tag.bitmap;

/**
 * Something that is true of some contacts: each has a bitmap of those.
 *
 * @param kind what it says
 * @param value of what; empty if the kind says it all
 */
public record Term(Kind kind, String value) {
    static final Term EVERYONE = of(Kind.EVERYONE);

    /** What a term says of a contact. */
    public enum Kind {
        /** We hold it. */
        EVERYONE,
        /** Its events come by this partition. */
        PARTITION,
        /** A relation of it has this corp tag. */
        TAG,
        /** A member gave it this tag of its own: {@code <userid>|<name>}. */
        PERSONAL_TAG,
        /** It came by this channel. */
        CHANNEL,
        /** It came by this live code. */
        LIVE_CODE,
        /** This member follows it. */
        FOLLOWED_BY,
        /** Nobody follows it any more. */
        LOST,
        /** It is in this group. */
        GROUP_CHAT,
        /** It is in a group. */
        ANY_GROUP_CHAT,
        /** It is on this growth level. */
        GROWTH_LEVEL,
        /** It has a day of this {@link DayFact}. */
        HAS_DAY,
        /** A binary digit of that day: {@code <fact>|<digit>}. */
        DAY_DIGIT
    }

    /** A term of a kind that says it all. */
    public static Term of(Kind kind) {
        return new Term(kind, "");
    }

    static Term partition(int number) {
        return new Term(Kind.PARTITION, Integer.toString(number));
    }
}
