package scrm.sop.enrolment;

import java.time.Instant;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;

/** Who owns which group chat, by the newest word. */
interface GroupOwners {
    void opened(CorpId corpId, ChatId chatId, UserId owner, Instant at);

    void ended(CorpId corpId, ChatId chatId, Instant at);
}
