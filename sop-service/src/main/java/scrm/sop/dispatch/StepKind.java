package scrm.sop.dispatch;

import java.time.Instant;
import java.util.List;

import scrm.sop.definition.Action;
import scrm.sop.due.DueStep;

/** How steps with one kind of action are carried out; a bean each. */
interface StepKind {
    Class<? extends Action> action();

    /** Hands steps over, all of them still wanted, in the running transaction. */
    void dispatch(List<Ready> steps, Instant now);

    /**
     * A step that is to be done now.
     *
     * @param way which of the step's ways it takes, from 0; what different ways say is not mixed
     * @param variant which variant of that way; empty: it has none
     * @param action of that way and variant
     */
    record Ready(DueStep step, int way, String variant, Action action) {}
}
