package scrm.channel.attribution;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** A member and a contact of a corp: what an attribution is about. */
record Pair(CorpId corpId, UserId userId, ExternalUserId externalUserId) {}
