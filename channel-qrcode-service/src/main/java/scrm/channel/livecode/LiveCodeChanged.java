package scrm.channel.livecode;

import scrm.events.CorpId;

/**
 * A live code is not what it was. Published within the service and the transaction that changes it, for whoever watches
 * over live codes.
 */
public record LiveCodeChanged(CorpId corpId, LiveCodeId liveCodeId) {}
