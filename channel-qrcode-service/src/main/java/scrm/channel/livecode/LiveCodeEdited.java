package scrm.channel.livecode;

import scrm.events.CorpId;

/** People edited a live code; published inside this process, in the transaction of the edit. */
public record LiveCodeEdited(CorpId corpId, LiveCodeId liveCodeId) {}
