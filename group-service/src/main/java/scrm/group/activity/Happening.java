package scrm.group.activity;

import java.time.Instant;

import scrm.events.CorpId;

/**
 * Something that an event tells.
 *
 * @param target a chat_id, or of what contacts do an external_userid
 */
record Happening(CorpId corpId, String target, Instant at, Kind kind) {
    /** What. */
    enum Kind {
        MEMBERS,
        DISPATCHED,
        SENT,
        FAILED,
        CLICK,
        ANSWER;

        boolean byContact() {
            return this == CLICK || this == ANSWER;
        }
    }
}
