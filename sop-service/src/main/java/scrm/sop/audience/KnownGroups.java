package scrm.sop.audience;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;

/** How we are told of group chats. A fact that is older than what is known changes nothing. */
interface KnownGroups extends GroupOwners {
    void chartered(CorpId corpId, ChatId chatId, String kind, Instant at);

    void moved(CorpId corpId, ChatId chatId, String phase, Instant at);

    void banded(CorpId corpId, ChatId chatId, String band, Instant at);

    /** Those that were there before anybody told of them; what is known already is newer. */
    void listed(CorpId corpId, List<Listed> groups);

    /** Kinds of charters of those. */
    void listedKinds(CorpId corpId, Map<ChatId, String> kinds);

    /** Phases of those. */
    void listedPhases(CorpId corpId, Map<ChatId, String> phases);

    /** A group as group-service lists it. */
    record Listed(
            ChatId chatId,
            @Nullable UserId owner,
            String name,
            boolean open,
            @Nullable String band) {}
}
