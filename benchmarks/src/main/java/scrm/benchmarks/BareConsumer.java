package scrm.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import scrm.events.Event;
import scrm.events.Topic;
import scrm.messaging.EventJson;

/** The least that can be done with events: read, parse, insert; a durable transaction for each poll. */
final class BareConsumer implements AutoCloseable {
    /** As our services have for each consumer, unless told otherwise. */
    private static final int THREADS = 2;

    private static final int PER_POLL = 100;

    private final EventJson json = new EventJson();
    private final HikariDataSource database;
    private final Rows rows;
    private final List<KafkaConsumer<String, byte[]>> consumers;

    /** Makes the table; what is in the topic already is read as well. */
    BareConsumer(String bootstrap, Topic topic, HikariDataSource database, Rows rows) {
        this.database = database;
        this.rows = rows;
        consumers = IntStream.range(0, THREADS)
                .mapToObj(number -> consumer(bootstrap, topic, number))
                .toList();
        database.setAutoCommit(false);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bare (id BIGINT AUTO_INCREMENT PRIMARY KEY, " + rows.columns() + ")");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is inserted for events. */
    interface Rows {
        /** Of the table {@code bare}, with their keys. */
        String columns();

        String insert();

        /** Sets the parameters of the insert; false: this event has no row. */
        boolean bind(PreparedStatement row, Event event) throws SQLException;
    }

    /** Takes so many events on from where it stopped. */
    void consume(int count) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(count);
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (KafkaConsumer<String, byte[]> consumer : consumers) {
                running.add(threads.submit(() -> consume(consumer, left)));
            }
        }
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("The bare consumer failed", e.getCause());
            }
        }
    }

    long rows() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                var count = statement.executeQuery("SELECT COUNT(*) FROM bare")) {
            count.next();
            return count.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        consumers.forEach(KafkaConsumer::close);
    }

    private Void consume(KafkaConsumer<String, byte[]> consumer, AtomicInteger left) throws SQLException {
        while (left.get() > 0) {
            ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofMillis(20));
            if (!records.isEmpty()) {
                insert(records);
                consumer.commitSync();
                left.addAndGet(-records.count());
            }
        }
        return null;
    }

    /** With its share of the partitions for good: how long a group takes to form is not the question. */
    private static KafkaConsumer<String, byte[]> consumer(String bootstrap, Topic topic, int number) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "bare",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        PER_POLL,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic.topicName()).stream()
                .filter(partition -> partition.partition() % THREADS == number)
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        return consumer;
    }

    private void insert(ConsumerRecords<String, byte[]> records) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement row = connection.prepareStatement(rows.insert())) {
            for (var one : records) {
                if (rows.bind(row, json.read(one.value()))) {
                    row.addBatch();
                }
            }
            row.executeBatch();
            connection.commit();
        }
    }
}
