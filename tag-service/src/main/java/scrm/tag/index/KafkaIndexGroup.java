package scrm.tag.index;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ConsumerFactory;

import scrm.events.Topic;
import scrm.messaging.KafkaEventRecords;
import scrm.tag.index.KafkaHolders.Holders;

/**
 * This instance as a member of the group whose members share the index: Kafka's own protocol decides who holds which
 * partitions, and who is gone. Begins after the web server, whose port the others must know, and ends before it.
 */
final class KafkaIndexGroup implements SmartLifecycle {
    private static final String NAME = "tag-service.index";

    private final ConsumerFactory<String, byte[]> kafka;
    private final String topic;
    private final String group;
    private final IndexProperties properties;
    private final Environment environment;
    private final Feeds feeds;
    private volatile @Nullable Membership membership;

    /** Makes what follows a consumer. */
    @FunctionalInterface
    interface Feeds {
        KafkaIndexFeed of(Consumer<String, byte[]> consumer, String topic, Supplier<String> topicId);
    }

    private record Membership(URI url, KafkaIndexFeed feed, KafkaHolders holders) {}

    KafkaIndexGroup(
            ConsumerFactory<String, byte[]> kafka,
            KafkaEventRecords records,
            IndexProperties properties,
            Environment environment,
            Feeds feeds) {
        this.kafka = kafka;
        this.topic = records.topicName(Topic.TAGGING);
        this.group =
                topic.substring(0, topic.length() - Topic.TAGGING.topicName().length()) + NAME;
        this.properties = properties;
        this.environment = environment;
        this.feeds = feeds;
    }

    @Override
    public synchronized void start() {
        URI url = advertised();
        Properties overrides = new Properties();
        overrides.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(properties.poll()));
        Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.getConfigurationProperties().get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)));
        KafkaHolders holders = new KafkaHolders(admin, group, topic, properties.holdersAge());
        KafkaIndexFeed feed =
                feeds.of(kafka.createConsumer(group, url.toString(), null, overrides), topic, holders::topicId);
        membership = new Membership(url, feed, holders);
        feed.start();
    }

    @Override
    public synchronized void stop() {
        Membership ended = membership;
        if (ended != null) {
            membership = null;
            ended.feed().close();
            ended.holders().close();
        }
    }

    @Override
    public boolean isRunning() {
        return membership != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Where the others reach this instance. */
    URI url() {
        return running().url();
    }

    /**
     * Who holds what.
     *
     * @param fresh whether the broker is asked in any case
     */
    Holders holders(boolean fresh) {
        return running().holders().current(fresh);
    }

    private Membership running() {
        Membership running = membership;
        if (running == null) {
            throw new IndexLoadingException("not in the group");
        }
        return running;
    }

    private URI advertised() {
        if (!properties.url().isEmpty()) {
            return URI.create(properties.url());
        }
        String port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
        return URI.create("http://" + environment.getProperty("server.address", hostAddress()) + ":" + port);
    }

    private static String hostAddress() {
        try {
            String address = InetAddress.getLocalHost().getHostAddress();
            return address.contains(":") ? "[" + address + "]" : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("This host has no address: set SCRM_INDEX_URL", e);
        }
    }
}
