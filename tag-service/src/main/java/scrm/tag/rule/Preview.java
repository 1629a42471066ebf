package scrm.tag.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.TagId;

/**
 * What a rule would have done.
 *
 * @param contacts how many contacts it would have tagged
 * @param sample some of them
 * @param conflicts what works against it
 */
record Preview(long contacts, List<ExternalUserId> sample, List<Conflict> conflicts) {
    /**
     * Something that works against a rule.
     *
     * @param reason what it is
     * @param ruleId the other rule, if it is one
     * @param name of the other rule, or of the tag group
     * @param tagIds the tags that it is about
     * @param contacts how many of the rule's contacts it concerns
     */
    record Conflict(Reason reason, @Nullable Long ruleId, String name, List<TagId> tagIds, long contacts) {}

    /** What works against a rule. */
    enum Reason {
        /** Another rule takes away what this one sets. */
        RULE_REMOVES_TAG,
        /** Another rule sets what this one takes away. */
        RULE_ADDS_TAG,
        /** Contacts have another tag of a group of which they may have one. */
        EXCLUSIVE_GROUP
    }
}
