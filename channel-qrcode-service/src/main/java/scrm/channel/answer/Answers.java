package scrm.channel.answer;

import java.time.Instant;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** When contacts first wrote to members. */
interface Answers {
    /** Takes one down; the earliest stays, in whichever order they come. */
    void add(CorpId corpId, ExternalUserId externalUserId, UserId userId, Instant at);
}
