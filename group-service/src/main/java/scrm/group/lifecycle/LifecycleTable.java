package scrm.group.lifecycle;

import static scrm.group.lifecycle.Cause.BY_HAND;
import static scrm.group.lifecycle.Cause.DISSOLVED;
import static scrm.group.lifecycle.Cause.GOAL_MET;
import static scrm.group.lifecycle.Cause.GROWN;
import static scrm.group.lifecycle.Cause.LONG_DORMANT;
import static scrm.group.lifecycle.Cause.OPENED;
import static scrm.group.lifecycle.Cause.PLANNED_END;
import static scrm.group.lifecycle.Cause.QUIET;
import static scrm.group.lifecycle.Cause.RECOVERED;
import static scrm.group.lifecycle.Cause.REVIVED;
import static scrm.group.lifecycle.Cause.SHRINKING;
import static scrm.group.lifecycle.Phase.ACTIVE;
import static scrm.group.lifecycle.Phase.CLOSING;
import static scrm.group.lifecycle.Phase.DECLINING;
import static scrm.group.lifecycle.Phase.DISMISSED;
import static scrm.group.lifecycle.Phase.DORMANT;
import static scrm.group.lifecycle.Phase.PLANNED;
import static scrm.group.lifecycle.Phase.RECRUITING;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Every way from one phase to another, and what may lead along it; there is no other. Nobody but WeCom says that a
 * group is dissolved, and nothing comes after that. {@code lifecycle.md} beside the module's README draws it.
 */
final class LifecycleTable {
    static final List<Arc> ARCS = List.of(
            arc(PLANNED, RECRUITING, OPENED),
            arc(PLANNED, DISMISSED, DISSOLVED),
            arc(RECRUITING, ACTIVE, GROWN, BY_HAND),
            arc(RECRUITING, DORMANT, QUIET, BY_HAND),
            arc(RECRUITING, CLOSING, PLANNED_END, GOAL_MET, BY_HAND),
            arc(RECRUITING, DISMISSED, DISSOLVED),
            arc(ACTIVE, DECLINING, SHRINKING, BY_HAND),
            arc(ACTIVE, DORMANT, QUIET, BY_HAND),
            arc(ACTIVE, CLOSING, PLANNED_END, GOAL_MET, BY_HAND),
            arc(ACTIVE, DISMISSED, DISSOLVED),
            arc(DECLINING, ACTIVE, RECOVERED, BY_HAND),
            arc(DECLINING, DORMANT, QUIET, BY_HAND),
            arc(DECLINING, CLOSING, PLANNED_END, GOAL_MET, BY_HAND),
            arc(DECLINING, DISMISSED, DISSOLVED),
            arc(DORMANT, RECRUITING, REVIVED, BY_HAND),
            arc(DORMANT, ACTIVE, REVIVED, BY_HAND),
            arc(DORMANT, CLOSING, PLANNED_END, GOAL_MET, LONG_DORMANT, BY_HAND),
            arc(DORMANT, DISMISSED, DISSOLVED),
            arc(CLOSING, ACTIVE, BY_HAND),
            arc(CLOSING, DISMISSED, DISSOLVED));

    private LifecycleTable() {}

    /** A way from one phase to another. */
    record Arc(Phase from, Phase to, List<Cause> causes) {
        Arc {
            causes = List.copyOf(causes);
        }
    }

    private static Arc arc(Phase from, Phase to, Cause... causes) {
        return new Arc(from, to, List.of(causes));
    }

    static boolean allows(Phase from, Phase to, Cause cause) {
        return ARCS.stream()
                .anyMatch(arc ->
                        arc.from() == from && arc.to() == to && arc.causes().contains(cause));
    }

    /** Where people may send a group. */
    static List<Phase> byHand(Phase from) {
        return ARCS.stream()
                .filter(arc -> arc.from() == from && arc.causes().contains(BY_HAND))
                .map(Arc::to)
                .toList();
    }

    /** The table as a Mermaid state diagram. */
    static String mermaid() {
        return ARCS.stream()
                .map(arc -> "    %s --> %s: %s\n"
                        .formatted(
                                arc.from(),
                                arc.to(),
                                arc.causes().stream().map(Cause::name).collect(Collectors.joining(", "))))
                .collect(Collectors.joining("", "stateDiagram-v2\n    [*] --> PLANNED\n", "    DISMISSED --> [*]\n"));
    }
}
