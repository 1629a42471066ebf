package scrm.tag.sync;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted so far.
 *
 * @param inWeCom relations in members' lists
 * @param before relations that we held of these members
 * @param unknown relations in a list that we did not hold
 * @param unseen relations that we held and a list does not show
 * @param read relations read in detail, page by page
 * @param changed contacts of whom a page showed something that we held otherwise; held rightly since
 * @param readAnew contacts handed over to be read one by one
 * @param differing of the changed ones, by what differed
 */
record Tally(
        long inWeCom,
        long before,
        long unknown,
        long unseen,
        long read,
        long changed,
        long readAnew,
        Map<String, Long> differing) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, Map.of());

    Tally {
        // In an order that stays, for people compare reports.
        differing = Collections.unmodifiableMap(new TreeMap<>(differing));
    }

    Tally plus(Tally other) {
        Map<String, Long> both = new TreeMap<>(differing);
        other.differing.forEach((kind, count) -> both.merge(kind, count, Long::sum));
        return new Tally(
                inWeCom + other.inWeCom,
                before + other.before,
                unknown + other.unknown,
                unseen + other.unseen,
                read + other.read,
                changed + other.changed,
                readAnew + other.readAnew,
                both);
    }
}
