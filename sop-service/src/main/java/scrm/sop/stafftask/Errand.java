package scrm.sop.stafftask;

import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.ExternalUserId;

/**
 * What gives a task.
 *
 * @param giver names it to whoever gave it; each gives one task
 * @param externalUserId the contact that it is about, if it is about one
 * @param chatId the group chat that it is about, if it is about one
 * @param text what is to be done or said; at most 1500 bytes of UTF-8
 */
public record Errand(
        long giver,
        @Nullable ExternalUserId externalUserId,
        @Nullable ChatId chatId,
        String text) {}
