package scrm.group.growth;

import java.util.Collection;
import java.util.Set;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** Groups that are full. */
interface FullGroups {
    /**
     * Of these groups, those that have reached the soft cap of their approved charters, are to have another one and
     * have none yet.
     */
    Set<Group> withoutNext(Collection<Group> groups);

    /** A group of a corp. */
    record Group(CorpId corpId, ChatId chatId) {}
}
