package scrm.group.tier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** Where it is kept what members are. */
interface Tiers {
    /** Ranks everybody who is in, and forgets whoever is not. */
    void rank(CorpId corpId, Collection<ChatId> chats, LocalDate today, Instant newSince, Instant invitedSince);
}
