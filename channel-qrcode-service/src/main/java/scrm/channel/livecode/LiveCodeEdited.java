package scrm.channel.livecode;

import scrm.events.CorpId;

/** People opened or edited a live code; published inside this process, in the transaction in which they did. */
public record LiveCodeEdited(CorpId corpId, LiveCodeId liveCodeId) {}
