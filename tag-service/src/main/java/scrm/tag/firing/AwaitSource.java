package scrm.tag.firing;

import java.time.Instant;

/**
 * Look at an event again, for the source of its contact was not known yet.
 *
 * @param event as JSON
 * @param until when it is looked at whatever is known
 */
record AwaitSource(String event, Instant until) {
    static final String KIND = "rule-await-source";
}
