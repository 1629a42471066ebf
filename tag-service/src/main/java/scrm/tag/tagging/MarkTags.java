package scrm.tag.tagging;

import scrm.events.ExternalUserId;
import scrm.events.UserId;

/**
 * Tell WeCom what is pending for one relation. One piece of work per pair: edits of a moment become one call, and two
 * calls for one pair never run at once (45035).
 *
 * @param userId the member
 * @param externalUserId the contact
 */
record MarkTags(UserId userId, ExternalUserId externalUserId) {
    static final String KIND = "mark-tag";

    String key() {
        return userId.value() + "|" + externalUserId.value();
    }
}
