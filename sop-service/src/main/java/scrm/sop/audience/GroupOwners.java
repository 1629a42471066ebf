package scrm.sop.audience;

import java.time.Instant;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;

/** How those who must know a group's owner at once tell of it, instead of waiting for somebody else to hear of it. */
public interface GroupOwners {
    /** An older word changes nothing. */
    void owned(CorpId corpId, ChatId chatId, UserId owner, String name, Instant at);

    void ended(CorpId corpId, ChatId chatId);
}
