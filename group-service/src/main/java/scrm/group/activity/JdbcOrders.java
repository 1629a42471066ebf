package scrm.group.activity;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;

@Repository
class JdbcOrders implements Orders {
    private final JdbcTemplate jdbc;

    JdbcOrders(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(List<GroupOrder> orders) {
        jdbc.batchUpdate(
                """
                INSERT IGNORE INTO group_order (corp_id, order_id, chat_id, external_userid, day, currency, amount)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                orders.stream()
                        .map(order -> new Object[] {
                            order.corpId().value(),
                            order.orderId(),
                            order.chatId().value(),
                            order.externalUserId().value(),
                            order.day(),
                            order.currency(),
                            order.amount()
                        })
                        .toList());
    }

    @Override
    public void refund(CorpId corpId, String orderId, String currency, long amount) {
        jdbc.update("""
                UPDATE group_order SET refunded = refunded + ?
                WHERE corp_id = ? AND order_id = ? AND currency = ?
                """, amount, corpId.value(), orderId, currency);
    }
}
