package scrm.gateway.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import scrm.events.Topic;

/** Our topics: whether they are there, how many may share them, and whether they outlive a broker. */
final class KafkaCheck implements Check {
    private static final int PATIENCE_MILLIS = 4_000;
    private static final int REPLICAS = 3;

    private final Map<String, Object> settings;
    private final String topicPrefix;

    KafkaCheck(Map<String, Object> settings, String topicPrefix) {
        this.settings = new HashMap<>(settings);
        this.settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        this.settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        this.topicPrefix = topicPrefix;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Finding> look() {
        try (Admin admin = Admin.create(settings)) {
            Map<String, TopicDescription> there = new TreeMap<>();
            Set<String> missing = new TreeSet<>();
            admin.describeTopics(
                            Topic.allNames().map(name -> topicPrefix + name).toList())
                    .topicNameValues()
                    .forEach((name, answer) -> describe(name, answer, there, missing));
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.that(
                    missing.isEmpty(),
                    "kafka-topics",
                    there.size() + " are there, missing " + missing,
                    String.join(", ", missing)));
            findings.add(partitions(there));
            findings.add(replicas(admin, there));
            return findings;
        }
    }

    private static void describe(
            String name,
            KafkaFuture<TopicDescription> answer,
            Map<String, TopicDescription> there,
            Set<String> missing) {
        try {
            there.put(name, answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw new KafkaException("topics are not told", e.getCause());
            }
            missing.add(name);
        } catch (TimeoutException e) {
            throw new KafkaException("topics are not told in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    /** More or fewer both break: keys would be ordered by another count than the contract's. */
    private Finding partitions(Map<String, TopicDescription> there) {
        Map<String, Integer> fewer = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            TopicDescription found = there.get(topicPrefix + topic.topicName());
            if (found != null && found.partitions().size() != topic.partitions()) {
                fewer.put(topic.topicName(), topic.partitions());
            }
        }
        return fewer.isEmpty()
                ? Finding.ok("kafka-partitions", "as declared")
                : Finding.warn("kafka-partitions", "not as declared: " + fewer.keySet(), fewer.toString());
    }

    private static Finding replicas(Admin admin, Map<String, TopicDescription> there) {
        int fewest = there.values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        int insync = minInsync(admin, there);
        String seen = "replicas %d, min.insync.replicas %d".formatted(fewest, insync);
        if (fewest > 1 && insync >= fewest) {
            return Finding.fail("kafka-replicas", seen);
        }
        return fewest >= REPLICAS && insync >= REPLICAS - 1
                ? Finding.ok("kafka-replicas", seen)
                : Finding.warn("kafka-replicas", seen);
    }

    private static int minInsync(Admin admin, Map<String, TopicDescription> there) {
        try {
            Map<ConfigResource, Config> configs = admin.describeConfigs(there.keySet().stream()
                            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                            .collect(Collectors.toList()))
                    .all()
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return configs.values().stream()
                    .mapToInt(config -> Integer.parseInt(
                            config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value()))
                    .min()
                    .orElse(0);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("settings of topics are not told", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
