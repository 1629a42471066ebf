package scrm.group.member;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stay in a group.
 *
 * @param id of its row; 0 before it is stored
 * @param joinedAt absent if the member joined before we knew the group, or nobody has told yet
 * @param joinTold whether a callback told when it began; else a reading did
 * @param detail how it came about; absent before a reading showed it
 * @param quit absent while it lasts
 */
record Spell(
        long id,
        @Nullable Instant joinedAt,
        boolean joinTold,
        @Nullable JoinDetail detail,
        @Nullable Quit quit) {
    /**
     * An end.
     *
     * @param at when
     * @param told whether a callback told of it; else it was inferred: from a reading, from the next joining, or from
     *     the end of the group
     * @param scene 0 left, 1 removed; absent when nobody told
     */
    record Quit(Instant at, boolean told, @Nullable Integer scene) {
        static Quit inferred(Instant at) {
            return new Quit(at, false, null);
        }
    }

    static Spell told(Instant joinedAt, @Nullable Quit quit) {
        return new Spell(0, joinedAt, true, null, quit);
    }

    static Spell read(Instant joinedAt, JoinDetail detail) {
        return new Spell(0, joinedAt, false, detail, null);
    }

    /** A stay of which only the end was told. */
    static Spell endOnly(Quit quit) {
        return new Spell(0, null, false, null, quit);
    }

    boolean open() {
        return quit == null;
    }

    Spell withJoinTold(Instant at) {
        return new Spell(id, at, true, detail, quit);
    }

    Spell withDetail(JoinDetail newDetail) {
        return new Spell(id, joinedAt, joinTold, newDetail, quit);
    }

    Spell withQuit(@Nullable Quit newQuit) {
        return new Spell(id, joinedAt, joinTold, detail, newQuit);
    }

    /** Where it stands among the stays of its member. */
    Instant position() {
        if (joinedAt != null) {
            return joinedAt;
        }
        if (quit == null) {
            throw new IllegalStateException("a stay has a beginning or an end");
        }
        return quit.at();
    }
}
