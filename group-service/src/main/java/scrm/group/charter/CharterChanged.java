package scrm.group.charter;

import scrm.events.ChatId;
import scrm.events.CorpId;

/**
 * A group got a charter, or its charter was edited. Published inside this process, in the transaction in which it was,
 * for whoever goes by it.
 */
public record CharterChanged(CorpId corpId, ChatId chatId) {}
