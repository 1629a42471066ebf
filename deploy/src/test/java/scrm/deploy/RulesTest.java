package scrm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The rules find what they are there to find. */
class RulesTest {
    private static final String GOOD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: good}
            spec:
              selector: {matchLabels: {app.kubernetes.io/component: service}}
              template:
                metadata: {labels: {app.kubernetes.io/component: service}}
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 90
                  securityContext:
                    runAsNonRoot: true
                    runAsUser: 10001
                    seccompProfile: {type: RuntimeDefault}
                  topologySpreadConstraints:
                    - {topologyKey: zone, maxSkew: 1, whenUnsatisfiable: ScheduleAnyway}
                    - {topologyKey: host, maxSkew: 1, whenUnsatisfiable: ScheduleAnyway}
                  containers:
                    - name: service
                      image: registry/scrm/good:1.0
                      securityContext:
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        capabilities: {drop: [ALL]}
                      resources:
                        requests: {cpu: 1, memory: 1Gi}
                        limits: {cpu: 2, memory: 1Gi}
                      startupProbe: {httpGet: {path: /actuator/health/liveness, port: management}}
                      livenessProbe: {httpGet: {path: /actuator/health/liveness, port: management}}
                      readinessProbe: {httpGet: {path: /actuator/health/readiness, port: management}}
                      lifecycle: {preStop: {sleep: {seconds: 10}}}
                  volumes:
                    - {name: tmp, emptyDir: {}}
            """;

    @Test
    void aGoodWorkloadBreaksNothing() {
        assertThat(PodRules.broken(manifest(GOOD))).isEmpty();
        assertThat(Schemas.complaint(manifest(GOOD))).isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("runAsNonRoot: true", "runAsNonRoot: false", "runAsNonRoot is not true"),
                Arguments.of("runAsUser: 10001", "runAsUser: 0", "runs as user 0"),
                Arguments.of("type: RuntimeDefault", "type: Unconfined", "seccomp"),
                Arguments.of("automountServiceAccountToken: false", "hostNetwork: true", "hostNetwork"),
                Arguments.of("automountServiceAccountToken: false", "hostNetwork: true", "token of the cluster"),
                Arguments.of("emptyDir: {}", "hostPath: {path: /}", "not allowed"),
                Arguments.of("allowPrivilegeEscalation: false", "privileged: true", "escalated"),
                Arguments.of("drop: [ALL]", "drop: [NET_RAW]", "capabilities are kept"),
                Arguments.of("drop: [ALL]", "drop: [ALL], add: [SYS_ADMIN]", "capabilities are added"),
                Arguments.of("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "root can be written"),
                Arguments.of("good:1.0", "good:latest", "names no release"),
                Arguments.of("good:1.0", "good", "names no release"),
                Arguments.of("limits: {cpu: 2, memory: 1Gi}", "limits: {cpu: 2}", "no limits of memory"),
                Arguments.of("limits: {cpu: 2, memory: 1Gi}", "limits: {cpu: 2, memory: 2Gi}", "promised to others"),
                Arguments.of("{path: /actuator/health/liveness,", "{path: /actuator/health,", "does not ask liveness"),
                Arguments.of("{seconds: 10}", "{seconds: 0}", "no pause"),
                Arguments.of("PeriodSeconds: 90", "PeriodSeconds: 30", "killed before"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void eachMistakeIsFound(String good, String bad, String found) {
        assertThat(GOOD).contains(good);
        assertThat(PodRules.broken(manifest(GOOD.replace(good, bad)))).anyMatch(rule -> rule.contains(found));
    }

    @ParameterizedTest
    @MethodSource("notOfTheSchema")
    void whatTheApiWouldNotTakeIsFound(String good, String bad) {
        assertThat(GOOD).contains(good);
        assertThat(Schemas.complaint(manifest(GOOD.replace(good, bad)))).isPresent();
    }

    static Stream<Arguments> notOfTheSchema() {
        return Stream.of(
                Arguments.of("readinessProbe:", "readynessProbe:"),
                Arguments.of("topologyKey: zone,", ""),
                Arguments.of("terminationGracePeriodSeconds: 90", "terminationGracePeriodSeconds: long"),
                Arguments.of("kind: Deployment", "kind: Deploymint"));
    }

    @ParameterizedTest
    @MethodSource("customMistakes")
    void whatCustomResourcesDoNotHaveIsFound(String yaml) {
        assertThat(Schemas.complaint(manifest(yaml))).isPresent();
    }

    static Stream<String> customMistakes() {
        return Stream.of(
                "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a}, spec: {hosts: [b]}}",
                "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: a}, spec: {ports: []}}",
                "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: a, namespace: b}, spec: {triggers: []}}",
                "{apiVersion: kafka.strimzi.io/v1, kind: KafkaTopic, metadata: {name: a, namespace: b}, spec: {replicas: 3}}");
    }

    private static Manifest manifest(String yaml) {
        return Manifest.of(new Yaml().load(yaml));
    }
}
