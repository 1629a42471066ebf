package scrm.tag.groupchattag;

import java.time.Instant;

import scrm.events.ChatId;

/**
 * A tag that a group chat has.
 *
 * @param source why, {@code PERSON:<sub>} or {@code CHARTER:<id>}
 * @param actor who
 */
record Tagging(ChatId chatId, long tagId, String tagName, String source, String actor, Instant taggedAt) {}
