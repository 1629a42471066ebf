package scrm.messaging;

import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.events.Event;
import scrm.events.Topic;

/** A consumer whose effect is a row, so that what was rolled back does not count. */
final class CommittedConsumer implements EventConsumer, BeanFactoryAware {
    private final EventConsumer consumer;
    private BeanFactory beans;

    CommittedConsumer(EventConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        beans = beanFactory;
    }

    @Override
    public String name() {
        return consumer.name();
    }

    @Override
    public Set<Topic> topics() {
        return consumer.topics();
    }

    @Override
    public void on(Event event) {
        beans.getBean(JdbcClient.class)
                .sql("INSERT INTO effect (name, number) VALUES (?, ?)")
                .params(event.key(), Events.number(event))
                .update();
        consumer.on(event);
    }

    @Override
    public void onEveryArrival(Event event) {
        consumer.onEveryArrival(event);
    }

    /** The numbers of the events whose effects were committed, in their order. */
    static List<Integer> numbers(TestService service) {
        return service.sql()
                .sql("SELECT number FROM effect ORDER BY id")
                .query(Integer.class)
                .list();
    }
}
