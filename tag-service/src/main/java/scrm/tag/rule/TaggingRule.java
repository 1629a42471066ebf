package scrm.tag.rule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.TagId;

/**
 * A tagging rule.
 *
 * @param id its id
 * @param corpId its corp
 * @param version of what it asks for and does; what was published under a number stays so
 * @param revision counts all edits, for ETags
 * @param name for people
 * @param priority of two rules that disagree about a tag the higher has the last word
 * @param enabled whether it fires
 * @param definition as it was written
 * @param when what it asks for
 * @param action what it does
 * @param createdAt when it was made
 * @param updatedAt when it was last edited
 */
public record TaggingRule(
        long id,
        CorpId corpId,
        int version,
        int revision,
        String name,
        int priority,
        boolean enabled,
        RuleDefinition definition,
        Condition when,
        Action action,
        Instant createdAt,
        Instant updatedAt) {
    private static final Pattern SOURCE = Pattern.compile("RULE:(\\d{1,18}):\\d+");

    /** Whose tags are changed. */
    public enum Relations {
        /** The relation that the trigger is about; all that last if it is about none. */
        EVENT,
        /** All that last. */
        ALL
    }

    /**
     * What a rule does.
     *
     * @param add tags to set
     * @param remove tags to take away
     * @param expireAfterDays how long tags that are set stay; absent: for good
     * @param relations whose
     */
    public record Action(
            List<TagId> add, List<TagId> remove, @Nullable Integer expireAfterDays, Relations relations) {
        public Action {
            add = List.copyOf(add);
            remove = List.copyOf(remove);
        }
    }

    /** Why tags are as they are, when it was this rule. */
    public String source() {
        return "RULE:" + id + ":" + version;
    }

    /** Which rule a {@link #source} means; empty if it means none. */
    public static Optional<Long> idOf(String source) {
        Matcher matcher = SOURCE.matcher(source);
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** Whether the trigger may have made its condition true. */
    public boolean touchedBy(Trigger trigger) {
        return when.touchedBy(trigger, true);
    }
}
