package scrm.channel.outcome;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** A corp's contact. */
public record Contact(CorpId corpId, ExternalUserId externalUserId) {}
