package scrm.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.google.gson.Gson;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a resource is one that the API would take: no field that does not exist, none missing, each of its type. The
 * types of Kubernetes come from its own client, those of Gateway API and Prometheus Operator from fabric8; KEDA's and
 * Strimzi's are written down in {@link CustomResources} as far as they are used.
 */
final class Schemas {
    private static final Map<String, Class<?>> KUBERNETES = Map.ofEntries(
            Map.entry("v1/ConfigMap", V1ConfigMap.class),
            Map.entry("v1/Namespace", V1Namespace.class),
            Map.entry("v1/Secret", V1Secret.class),
            Map.entry("v1/Service", V1Service.class),
            Map.entry("v1/ServiceAccount", V1ServiceAccount.class),
            Map.entry("apps/v1/Deployment", V1Deployment.class),
            Map.entry("apps/v1/StatefulSet", V1StatefulSet.class),
            Map.entry("batch/v1/Job", V1Job.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class));

    private static final Map<String, Class<?>> CUSTOM = Map.of(
            "gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class,
            "monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class,
            "monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class,
            "keda.sh/v1alpha1/ScaledObject", CustomResources.ScaledObject.class,
            "keda.sh/v1alpha1/TriggerAuthentication", CustomResources.TriggerAuthentication.class,
            "kafka.strimzi.io/v1/KafkaTopic", CustomResources.KafkaTopic.class);

    private static final Gson GSON = new Gson();

    /** Takes nothing that a type does not declare, also where the type would keep it. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return Boolean.FALSE;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Schemas() {}

    /** What is wrong with it, if anything. */
    static Optional<String> complaint(Manifest manifest) {
        String type = manifest.apiVersion() + "/" + manifest.kind();
        String json = GSON.toJson(manifest.content());
        try {
            if (KUBERNETES.containsKey(type)) {
                var _ = JSON.getGson().fromJson(json, KUBERNETES.get(type));
            } else if (CUSTOM.containsKey(type)) {
                STRICT.readValue(json, CUSTOM.get(type));
            } else {
                return Optional.of(manifest.id() + ": nobody here knows " + type);
            }
            return Optional.empty();
        } catch (Exception e) {
            String message = String.valueOf(e.getMessage());
            return Optional.of(
                    manifest.id() + ": " + message.lines().findFirst().orElse(""));
        }
    }
}
