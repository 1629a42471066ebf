package scrm.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What we use of the resources of KEDA and Strimzi, after their documentation. */
final class CustomResources {
    private CustomResources() {}

    record Metadata(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String namespace,
            @Nullable Map<String, String> labels) {}

    record ScaledObject(
            String apiVersion,
            String kind,
            Metadata metadata,
            @JsonProperty(required = true) Scaling spec) {}

    record Scaling(
            @JsonProperty(required = true) Target scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            int pollingInterval,
            int cooldownPeriod,
            @Nullable Map<String, Object> advanced,
            @JsonProperty(required = true) List<Trigger> triggers) {}

    record Target(
            @Nullable String apiVersion,
            @Nullable String kind,
            @JsonProperty(required = true) String name) {}

    record Trigger(
            @JsonProperty(required = true) String type,
            @Nullable String metricType,
            @Nullable Reference authenticationRef,
            @JsonProperty(required = true) Map<String, String> metadata) {}

    record Reference(@JsonProperty(required = true) String name) {}

    record TriggerAuthentication(
            String apiVersion,
            String kind,
            Metadata metadata,
            @JsonProperty(required = true) Authentication spec) {}

    record Authentication(@JsonProperty(required = true) List<SecretKey> secretTargetRef) {}

    record SecretKey(
            @JsonProperty(required = true) String parameter,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String key) {}

    record KafkaTopic(
            String apiVersion,
            String kind,
            Metadata metadata,
            @JsonProperty(required = true) Topic spec) {}

    record Topic(
            @Nullable String topicName,
            @JsonProperty(required = true) int partitions,
            @JsonProperty(required = true) int replicas,
            Map<String, Object> config) {}
}
