package scrm.sop.plan;

import java.util.List;
import java.util.function.UnaryOperator;

import scrm.events.TagId;
import scrm.sop.content.Wording;

/** What a step does. */
public sealed interface Action {
    /** Says something to the contact or in the group chat (企业群发), once the member has confirmed it. */
    record Say(Wording content) implements Action {}

    /** Asks the member to do something that only a person can do. */
    record Ask(String text) implements Action {}

    /** Sets and takes away corp tags of the contact. */
    record ChangeTags(List<TagId> add, List<TagId> remove) implements Action {
        public ChangeTags {
            add = List.copyOf(add);
            remove = List.copyOf(remove);
        }
    }

    /** The same with what it says decided. */
    default Action saying(UnaryOperator<Wording> decided) {
        return this instanceof Say(Wording content) ? new Say(decided.apply(content)) : this;
    }
}
