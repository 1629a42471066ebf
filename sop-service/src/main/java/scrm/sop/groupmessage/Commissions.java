package scrm.sop.groupmessage;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/**
 * Those who want messages sent: asked once more right before the call, and told how it went. Each is asked about every
 * message and knows its own. Receivers are external_userids or chat_ids, as the message has it.
 */
public interface Commissions {
    /** Receivers who are not to get the message any more. */
    Set<String> withdrawn(CorpId corpId, GroupMessageId id);

    /**
     * Tells how the message went, in the transaction that writes it down.
     *
     * @param msgid WeCom's id, if it has one
     * @param deliveries only what changed
     */
    void went(CorpId corpId, GroupMessageId id, @Nullable String msgid, Map<String, Delivery> deliveries);
}
