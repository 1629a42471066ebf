package scrm.sop.audience;

import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.UserId;

/**
 * A group chat as an audience.
 *
 * @param chatId the group
 * @param owner in whose name is spoken there; absent until the group was read
 * @param name its name; may be empty
 * @param open whether it was not dismissed
 * @param kind of its charter, for example {@code WELFARE}; absent: it has none
 * @param phase of its life, for example {@code ACTIVE}; absent while nobody told
 * @param band of its health, for example {@code HEALTHY}; absent while too little is known
 */
public record GroupTarget(
        ChatId chatId,
        @Nullable UserId owner,
        String name,
        boolean open,
        @Nullable String kind,
        @Nullable String phase,
        @Nullable String band) {}
