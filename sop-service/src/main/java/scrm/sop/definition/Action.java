package scrm.sop.definition;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import scrm.events.TagId;
import scrm.sop.content.Wording;
import scrm.sop.groupmessage.FollowUp;
import scrm.sop.moment.MomentContent;
import scrm.sop.webhook.WebhookId;

/** What a step does. */
public sealed interface Action {
    /**
     * Says something to the contact or in the group chat (企业群发), once the member has confirmed it.
     *
     * @param followUp what is done while the member does not
     */
    record Say(Wording content, FollowUp followUp) implements Action {}

    /**
     * Asks the member to do something that only a person can do.
     *
     * @param words what is to be done or said; nothing is attached
     */
    record Ask(Wording words) implements Action {}

    /** Sets and takes away corp tags of the contact. */
    record ChangeTags(List<TagId> add, List<TagId> remove) implements Action {
        public ChangeTags {
            add = List.copyOf(add);
            remove = List.copyOf(remove);
        }
    }

    /** Tells a system of the company's, and is done once that has taken it. */
    record CallWebhook(WebhookId webhookId) implements Action {}

    /**
     * Has the member publish a moment (企业发表朋友圈).
     *
     * @param tagIds corp tags: contacts with any of them see it; none: all
     */
    record Post(MomentContent content, List<TagId> tagIds) implements Action {
        public Post {
            tagIds = List.copyOf(tagIds);
        }
    }

    /** What it says to a contact, in a group chat, or to the member who is to say it; nothing if it does not speak. */
    default Optional<Wording> wording() {
        return switch (this) {
            case Say(Wording content, FollowUp _) -> Optional.of(content);
            case Ask(Wording words) -> Optional.of(words);
            case ChangeTags _, CallWebhook _, Post _ -> Optional.empty();
        };
    }

    /** The same with what it says decided. */
    default Action saying(UnaryOperator<Wording> decided) {
        return switch (this) {
            case Say(Wording content, FollowUp followUp) -> new Say(decided.apply(content), followUp);
            case Ask(Wording words) -> new Ask(decided.apply(words));
            case ChangeTags _, CallWebhook _, Post _ -> this;
        };
    }
}
