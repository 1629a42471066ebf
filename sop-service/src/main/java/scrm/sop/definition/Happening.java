package scrm.sop.definition;

import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.State;
import scrm.events.TagId;

/** Something that happened to a contact or a group chat, as plans see it. */
public sealed interface Happening {
    /** A contact was added; how, as far as the event that tells of it knows. */
    record Added(
            @Nullable String liveCodeId,
            @Nullable String channelId,
            @Nullable State state) implements Happening {}

    /** A contact got corp tags. */
    record Tagged(Set<TagId> tagIds) implements Happening {
        public Tagged {
            tagIds = Set.copyOf(tagIds);
        }
    }

    /** A contact came to a growth level. */
    record Levelled(String level) implements Happening {}

    /** A contact joined a group chat. */
    record JoinedGroup(ChatId chatId) implements Happening {}

    /** A contact answered a survey. */
    record AnsweredSurvey(String surveyId, Set<String> options) implements Happening {
        public AnsweredSurvey {
            options = Set.copyOf(options);
        }
    }

    /** A contact bought something, for an amount in minor units. */
    record Purchased(long amount, String currency) implements Happening {}

    /** A group chat became known. */
    record GroupOpened() implements Happening {}

    /** A group chat has a charter of a kind, which may name plans. */
    record Chartered(String kind, Set<String> planIds) implements Happening {
        public Chartered {
            planIds = Set.copyOf(planIds);
        }
    }

    /** A group chat came into another phase of its life. */
    record Phase(String phase) implements Happening {}

    /** Somebody should look after a group chat. */
    record Alerted(String cause) implements Happening {}
}
