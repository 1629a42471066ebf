package scrm.events;

import java.util.stream.Stream;

/**
 * The Kafka topics: {@code wecom.*} carry what WeCom said, {@code scrm.*} what we decided. Partition counts are the
 * upper bound of parallel consumers; raising one later would break the order of keys in flight, so they are chosen with
 * room to grow.
 */
public enum Topic {
    EXTERNAL_CONTACT("wecom.external-contact", 24),
    GROUP_CHAT("wecom.group-chat", 24),
    CORP_TAG("wecom.corp-tag", 6),
    CUSTOMER_ACQUISITION("wecom.customer-acquisition", 6),
    DIRECTORY("wecom.directory", 6),
    APP("wecom.app", 6),
    UNRECOGNIZED("wecom.unrecognized", 3),
    ATTRIBUTION("scrm.attribution", 24),
    TAGGING("scrm.tagging", 24),
    GROUP("scrm.group", 24),
    SOP("scrm.sop", 24);

    /** The end of the name of the topic that takes what a consumer could not handle. */
    public static final String DEAD_LETTER_SUFFIX = ".dlt";

    /**
     * {@code max.message.bytes} of a dead-letter topic: a record as large as a topic takes, and its cause beside it.
     */
    public static final int DEAD_LETTER_MAX_BYTES = 2 * 1024 * 1024;

    private final String topicName;
    private final int partitions;

    Topic(String topicName, int partitions) {
        this.topicName = topicName;
        this.partitions = partitions;
    }

    /** The name in Kafka. */
    public String topicName() {
        return topicName;
    }

    /** The name in Kafka of the topic for what a consumer could not handle. */
    public String deadLetterTopicName() {
        return topicName + DEAD_LETTER_SUFFIX;
    }

    /** How many partitions it is made with; its dead-letter topic has one. */
    public int partitions() {
        return partitions;
    }

    /** Every topic and dead-letter topic by name, for whoever creates or checks them. */
    public static Stream<String> allNames() {
        return Stream.of(values()).flatMap(topic -> Stream.of(topic.topicName(), topic.deadLetterTopicName()));
    }
}
