package scrm.sop.tally;

import java.util.LinkedHashMap;
import java.util.Map;

/** By how much the sums change. */
final class Counts {
    private final Map<Cell, Long> changes = new LinkedHashMap<>();

    void add(Cell cell) {
        changes.merge(cell, 1L, Long::sum);
    }

    void subtract(Cell cell) {
        changes.merge(cell, -1L, Long::sum);
    }

    /** Those that are not nothing. */
    Map<Cell, Long> changes() {
        Map<Cell, Long> some = new LinkedHashMap<>(changes);
        some.values().removeIf(steps -> steps == 0);
        return some;
    }
}
