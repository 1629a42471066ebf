package scrm.tag.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;

/**
 * What makes rules look at a contact.
 *
 * @param id names it; a rule fires on it once
 * @param corpId the corp
 * @param externalUserId the contact
 * @param userId the member, if it is about one
 * @param at when it happened
 * @param cause what it was
 */
public record Trigger(
        EventId id,
        CorpId corpId,
        ExternalUserId externalUserId,
        @Nullable UserId userId,
        Instant at,
        Cause cause) {
    /** What happened. */
    public sealed interface Cause {}

    /** The contact did something. */
    public record Behaved(
            String kind,
            String subject,
            @Nullable Long amount,
            @Nullable String currency) implements Cause {}

    /** Tags of one of its relations changed. */
    public record Tagged(Set<TagId> added, Set<TagId> removed, String source) implements Cause {
        public Tagged {
            added = Set.copyOf(added);
            removed = Set.copyOf(removed);
        }
    }

    /** Its growth level changed. */
    public record Levelled() implements Cause {}

    /**
     * Something about one of its relations was learnt.
     *
     * @param state that it came by
     * @param addedAt when the two became friends
     */
    public record Stored(@Nullable String state, @Nullable Instant addedAt) implements Cause {}

    /** It has done nothing of its own accord for so many days. */
    public record Idle(int days) implements Cause {
        static Duration duration(int days) {
            return Duration.ofDays(days);
        }
    }
}
