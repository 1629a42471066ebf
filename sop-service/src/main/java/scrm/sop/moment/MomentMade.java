package scrm.sop.moment;

import scrm.events.CorpId;

/** WeCom has made it: members are asked from now on. Told in the transaction that writes it down. */
public record MomentMade(CorpId corpId, MomentId id) {}
