package scrm.group.stranger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.State;

/** Members of groups who are nobody's contacts. */
interface Strangers {
    /** Those who joined since all contacts are known and of whom nobody was told; none before that. */
    List<Stranger> unannounced(CorpId corpId, ChatId chatId);

    void announced(CorpId corpId, ChatId chatId, List<Stranger> strangers, Instant at);

    /** Somebody's stay in a group. */
    record Stranger(
            ExternalUserId externalUserId,
            Instant joinedAt,
            @Nullable Integer joinScene,
            @Nullable State state) {}
}
