package scrm.group.activity;

import java.time.LocalDate;
import java.util.List;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Where orders of members are kept. */
interface Orders {
    void add(List<GroupOrder> orders);

    /** Pays back a part of an order, in every group that it counts for. */
    void refund(CorpId corpId, String orderId, String currency, long amount);

    /**
     * An order in a group that it counts for.
     *
     * @param orderId the shop's
     * @param amount in minor units
     */
    record GroupOrder(
            CorpId corpId,
            ChatId chatId,
            String orderId,
            ExternalUserId externalUserId,
            LocalDate day,
            String currency,
            long amount) {}
}
