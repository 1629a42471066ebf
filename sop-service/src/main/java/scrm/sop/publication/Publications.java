package scrm.sop.publication;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.sop.moment.MemberState;
import scrm.sop.moment.MomentId;

/** Members' copies of moments, and what was said to them. */
interface Publications {
    /** When a member was seen to have published. */
    Optional<Instant> publishedAt(CorpId corpId, MomentId id, UserId member);

    /**
     * Puts what is known now into the place of what was.
     *
     * @param erased contacts of whom nothing is kept; what they said counts without their names
     */
    void replace(CorpId corpId, MomentId id, UserId member, Reach reach, Set<ExternalUserId> erased);

    /** In the order of their ids. */
    List<Member> members(CorpId corpId, MomentId id, @Nullable MemberState state, @Nullable UserId after, int limit);

    /** In the order in which they were written down. */
    List<Reaction> reactions(CorpId corpId, MomentId id, long after, int limit);

    /** Members by what they have published of what they were asked for, the most reliable first. */
    List<Rank> ranking(CorpId corpId, Instant from, Instant until, @Nullable Place after, int limit);

    /**
     * Whom a copy reached, and what they said.
     *
     * @param customers for how many it is meant
     * @param reached how many can see it
     */
    record Reach(int customers, int reached, List<Said> comments, List<Said> likes) {
        public Reach {
            comments = List.copyOf(comments);
            likes = List.copyOf(likes);
        }

        Set<ExternalUserId> contacts() {
            Set<ExternalUserId> contacts = new HashSet<>();
            Stream.concat(comments.stream(), likes.stream())
                    .map(Said::externalUserId)
                    .filter(Objects::nonNull)
                    .forEach(contacts::add);
            return contacts;
        }
    }

    /** A comment or a like, of a contact or of a member. */
    record Said(
            @Nullable ExternalUserId externalUserId,
            @Nullable UserId userId,
            Instant at) {}

    /** A member's copy. */
    record Member(
            UserId userId,
            MemberState state,
            @Nullable Instant publishedAt,
            int customers,
            int reached,
            int comments,
            int likes) {}

    /** A comment or a like. */
    record Reaction(long id, UserId userId, String kind, Said said) {}

    /**
     * A member in the ranking.
     *
     * @param permille of what it was asked for, cut off
     */
    record Rank(UserId userId, int asked, int published, int permille, long reached, long comments, long likes) {}

    /** Where a page of the ranking ended. */
    record Place(int permille, UserId userId) {}
}
