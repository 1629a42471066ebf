package scrm.sop.audience;

import scrm.events.ChatId;

/** Work: read who owns a group and what it is called, for the event of a change tells neither. */
record RefreshOwner(ChatId chatId) {
    static final String KIND = "group-target";
}
