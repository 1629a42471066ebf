package scrm.sop.definition;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

import scrm.events.TagId;
import scrm.sop.content.Wording;
import scrm.sop.groupmessage.FollowUp;
import scrm.sop.groupmessage.Lot;
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
     * Says one of several things, to find out which does best; which one is drawn for each contact or group chat.
     *
     * @param variants 2 to {@link #MOST}; their keys differ, their shares are 100 together
     * @param followUp what is done while the member does not confirm it
     */
    record Split(List<Variant> variants, FollowUp followUp) implements Action {
        /** Most variants. */
        public static final int MOST = 5;

        public Split {
            variants = List.copyOf(variants);
        }

        /** In the order of their keys, so that nothing hangs on the order in which they are written. */
        private String draw(String draw, String receiver) {
            long point = Lot.percentile(draw, receiver);
            List<Variant> ordered =
                    variants.stream().sorted(Comparator.comparing(Variant::key)).toList();
            int passed = 0;
            for (Variant variant : ordered) {
                passed += variant.share();
                if (point < passed) {
                    return variant.key();
                }
            }
            return ordered.getLast().key();
        }

        private Wording content(String key) {
            return variants.stream()
                    .filter(variant -> variant.key().equals(key))
                    .findFirst()
                    .orElseThrow()
                    .content();
        }
    }

    /**
     * One of several things that may be said.
     *
     * @param key names it among those of its step
     * @param share percent of receivers to whom it is said
     */
    record Variant(String key, int share, Wording content) {}

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

    /** All that it may say to a contact, in a group chat, or to the member who is to say it. */
    default List<Wording> wordings() {
        return switch (this) {
            case Say say -> List.of(say.content());
            case Split split -> split.variants().stream().map(Variant::content).toList();
            case Ask(Wording words) -> List.of(words);
            case ChangeTags _, CallWebhook _, Post _ -> List.of();
        };
    }

    /** The same with what it says decided. */
    default Action saying(UnaryOperator<Wording> decided) {
        return switch (this) {
            case Say(Wording content, FollowUp followUp) -> new Say(decided.apply(content), followUp);
            case Split(List<Variant> variants, FollowUp followUp) ->
                new Split(
                        variants.stream()
                                .map(each -> new Variant(each.key(), each.share(), decided.apply(each.content())))
                                .toList(),
                        followUp);
            case Ask(Wording words) -> new Ask(decided.apply(words));
            case ChangeTags _, CallWebhook _, Post _ -> this;
        };
    }

    /**
     * Which of its variants falls to a receiver: by chance, but the same whenever it is asked; empty: it has none.
     *
     * @param draw what is drawn for
     */
    default String variant(String draw, String receiver) {
        return this instanceof Split split ? split.draw(draw, receiver) : "";
    }

    /** What is done with the one to whom that variant fell. */
    default Action of(String variant) {
        return this instanceof Split split ? new Say(split.content(variant), split.followUp()) : this;
    }
}
