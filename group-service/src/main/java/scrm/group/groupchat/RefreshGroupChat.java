package scrm.group.groupchat;

import scrm.events.ChatId;

/**
 * Bring a group up to date, if it is outdated, and tell the others what has become of it.
 *
 * @param chatId the group
 */
record RefreshGroupChat(ChatId chatId) {
    static final String KIND = "group-chat-refresh";
}
