package scrm.sop.enrolment;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** A member and a contact of a corp. */
record Pair(CorpId corpId, UserId userId, ExternalUserId externalUserId) {}
