package scrm.stores;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

import scrm.events.Topic;

/** Creates the project's topics, each with its dead-letter topic, in a cluster with one replica of each. */
public final class Topics {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final String bootstrap;

    /** @param bootstrap where the brokers are */
    public Topics(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /**
     * Creates those that do not exist and returns when the broker knows them.
     *
     * @param prefix comes before each name
     * @param partitionsAtMost fewer than {@link Topic#partitions()} make tests quick
     * @throws IllegalStateException naming the brokers if they cannot be reached
     */
    public void create(String prefix, int partitionsAtMost) {
        List<NewTopic> wanted = Stream.of(Topic.values())
                .flatMap(topic -> Stream.of(
                        newTopic(prefix + topic.topicName(), Math.min(topic.partitions(), partitionsAtMost)),
                        newTopic(prefix + topic.deadLetterTopicName(), 1)
                                .configs(Map.of(
                                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                        String.valueOf(Topic.DEAD_LETTER_MAX_BYTES)))))
                .toList();
        with(admin -> {
            for (var result : admin.createTopics(wanted).values().values()) {
                try {
                    result.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        });
    }

    /** Deletes the topics whose names start with that. */
    public void delete(String prefix) {
        with(admin -> {
            Collection<String> names = admin.listTopics().names().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).stream()
                    .filter(name -> name.startsWith(prefix))
                    .toList();
            admin.deleteTopics(names).all().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    private static NewTopic newTopic(String name, int partitions) {
        return new NewTopic(name, partitions, (short) 1);
    }

    private void with(AdminWork work) {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            work.run(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka at " + bootstrap + " cannot be used: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was asked", e);
        }
    }

    @FunctionalInterface
    private interface AdminWork {
        void run(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }
}
