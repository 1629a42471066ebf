package scrm.group.activity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ConversionEvent;
import scrm.events.ConversionEvent.OrderPlaced;
import scrm.events.ConversionEvent.OrderRefunded;
import scrm.group.activity.Activity.Contact;
import scrm.group.activity.Activity.Membership;
import scrm.group.activity.Orders.GroupOrder;

/** Counts an order for every group that its contact was in when it was placed. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class RecordOrders {
    private final Activity activity;
    private final Orders orders;
    private final CorpCalendar calendar;

    RecordOrders(Activity activity, Orders orders, CorpCalendar calendar) {
        this.activity = activity;
        this.orders = orders;
        this.calendar = calendar;
    }

    void on(ConversionEvent event) {
        switch (event) {
            case OrderPlaced placed -> placed(placed);
            case OrderRefunded refunded ->
                orders.refund(refunded.corpId(), refunded.orderId(), refunded.currency(), refunded.amount());
        }
    }

    private void placed(OrderPlaced order) {
        Contact contact = new Contact(order.corpId(), order.externalUserId().value());
        Map<Contact, List<Membership>> memberships = activity.memberships(Set.of(contact));
        orders.add(RecordActivity.in(memberships, contact, order.occurredAt()).stream()
                .map(chatId -> new GroupOrder(
                        order.corpId(),
                        chatId,
                        order.orderId(),
                        order.externalUserId(),
                        calendar.day(order.corpId(), order.occurredAt()),
                        order.currency(),
                        order.amount()))
                .toList());
    }
}
