package scrm.sop.definition;

import java.util.List;
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

    /** Asks the member to do something that only a person can do. */
    record Ask(String text) implements Action {}

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

    /** The same with what it says decided. */
    default Action saying(UnaryOperator<Wording> decided) {
        return this instanceof Say(Wording content, FollowUp followUp)
                ? new Say(decided.apply(content), followUp)
                : this;
    }
}
