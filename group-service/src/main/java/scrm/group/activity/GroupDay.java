package scrm.group.activity;

import org.jspecify.annotations.Nullable;

/**
 * What happened in a group on a day.
 *
 * @param moves of contacts
 * @param reach of what was sent by plans
 * @param clicks on links, by contacts who were in
 * @param answers to surveys, by contacts who were in
 * @param talk absent: nobody told
 */
public record GroupDay(
        Moves moves,
        Reach reach,
        int clicks,
        int answers,
        @Nullable Talk talk) {
    public static final GroupDay NONE = new GroupDay(Moves.NONE, Reach.NONE, 0, 0, null);

    /**
     * Contacts who came and went.
     *
     * @param joins how many came
     * @param ways by which they came
     * @param quits how many went
     * @param removals how many of the quits were removed
     * @param untold of how many of the quits nobody told how
     * @param left1 how many of those who came on this day were gone within a day
     * @param left7 within 7 days
     * @param left30 within 30 days
     */
    public record Moves(int joins, Ways ways, int quits, int removals, int untold, int left1, int left7, int left30) {
        public static final Moves NONE = new Moves(0, Ways.NONE, 0, 0, 0, 0, 0, 0);

        Moves plus(Moves other) {
            return new Moves(
                    joins + other.joins,
                    ways.plus(other.ways),
                    quits + other.quits,
                    removals + other.removals,
                    untold + other.untold,
                    left1 + other.left1,
                    left7 + other.left7,
                    left30 + other.left30);
        }
    }

    /**
     * How contacts came, as far as WeCom tells: fewer than came, where it does not. Source: document 92122.
     *
     * @param invited by a member, directly
     * @param byLink by a member's link
     * @param byCode by a QR code
     */
    public record Ways(int invited, int byLink, int byCode) {
        public static final Ways NONE = new Ways(0, 0, 0);

        /** One who came, with the join scene that {@code groupchat/get} tells. */
        static Ways of(@Nullable Integer joinScene) {
            return switch (joinScene) {
                case null -> NONE;
                case 1 -> new Ways(1, 0, 0);
                case 2 -> new Ways(0, 1, 0);
                case 3 -> new Ways(0, 0, 1);
                default -> NONE;
            };
        }

        /** Of how many it is told. */
        public int told() {
            return invited + byLink + byCode;
        }

        Ways plus(Ways other) {
            return new Ways(invited + other.invited, byLink + other.byLink, byCode + other.byCode);
        }
    }

    /**
     * Steps of plans.
     *
     * @param dispatched handed to WeCom, for a member to send
     * @param sent so WeCom says
     * @param failed so WeCom says
     */
    public record Reach(int dispatched, int sent, int failed) {
        public static final Reach NONE = new Reach(0, 0, 0);
    }

    /**
     * What was said.
     *
     * @param messages how many
     * @param speakers by how many
     */
    public record Talk(int messages, int speakers) {}

    /** The same with other moves. */
    public GroupDay with(Moves newMoves) {
        return new GroupDay(newMoves, reach, clicks, answers, talk);
    }

    /** Whether anybody came, went, clicked, answered or spoke, or anything was sent. */
    public boolean any() {
        boolean spoken = talk != null && talk.messages() > 0;
        return spoken || !equals(new GroupDay(Moves.NONE, Reach.NONE, 0, 0, talk));
    }
}
