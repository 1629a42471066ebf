package scrm.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static scrm.deploy.Manifest.list;
import static scrm.deploy.Manifest.map;
import static scrm.deploy.Manifest.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.events.Topic;

/** Every overlay as kubectl renders it. */
class OverlayTest {
    private static final Path ROOT = Path.of(System.getProperty("scrm.root"));
    private static final Set<String> SERVICES =
            Set.of("gateway", "tag-service", "group-service", "sop-service", "channel-qrcode-service");
    private static final Set<String> OF_THE_JVM = Set.of("JAVA_TOOL_OPTIONS");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Z_]+)\\)");
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|token|aes_?key|jaas).*");
    private static final Pattern CREDENTIALS = Pattern.compile("://[^/@\\s]+:[^/@\\s]+@|-----BEGIN");

    private static final ServiceSources SOURCES = new ServiceSources(ROOT);
    private static final Map<String, List<Manifest>> RENDERED = new HashMap<>();

    @BeforeAll
    static void render() throws IOException, InterruptedException {
        Kubectl kubectl = new Kubectl(ROOT.resolve("deploy"));
        for (String overlay : List.of("dev", "prod", "prod/migration")) {
            RENDERED.put(overlay, kubectl.render(overlay));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "prod/migration"})
    void theApiTakesEveryResource(String overlay) {
        assertThat(in(overlay).flatMap(manifest -> Schemas.complaint(manifest).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "prod/migration"})
    void everyPodKeepsTheRules(String overlay) {
        assertThat(workloads(overlay)).isNotEmpty();
        assertThat(workloads(overlay).flatMap(workload -> PodRules.broken(workload).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void everyServiceIsThereWithWhatBelongsToIt(String overlay) {
        assertThat(services(overlay).map(Manifest::name)).containsExactlyInAnyOrderElementsOf(SERVICES);
        for (String service : SERVICES) {
            assertThat(in(overlay).filter(m -> m.name().equals(service)).map(Manifest::kind))
                    .as(service)
                    .contains("Service", "ServiceAccount", "PodDisruptionBudget", "NetworkPolicy");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "prod/migration"})
    void everySettingIsReadByTheCode(String overlay) {
        List<String> unknown = new ArrayList<>();
        Set<String> shared = settings(overlay).keySet();
        Set<String> readBySome = SERVICES.stream()
                .flatMap(service -> SOURCES.settingsOf(service).stream())
                .collect(Collectors.toSet());
        shared.stream()
                .filter(name -> !readBySome.contains(name) && !SOURCES.isBootSetting(name))
                .forEach(name -> unknown.add("scrm-settings: " + name));
        ours(overlay).forEach(workload -> {
            Map<String, String> own = environment(workload);
            Set<String> read = SOURCES.settingsOf(serviceOf(workload));
            own.keySet().stream()
                    .filter(name -> !read.contains(name)
                            && !OF_THE_JVM.contains(name)
                            && !SOURCES.isBootSetting(name)
                            && own.values().stream().noneMatch(value -> value.contains("$(" + name + ")")))
                    .forEach(name -> unknown.add(workload.id() + ": " + name));
        });
        assertThat(unknown).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void everySettingThatAServiceNeedsIsThere(String overlay) {
        Set<String> shared = settings(overlay).keySet();
        assertThat(shared).contains("SCRM_MYSQL_URL", "SCRM_KAFKA_BOOTSTRAP");
        services(overlay).forEach(workload -> {
            Set<String> given = new TreeSet<>(shared);
            given.addAll(environment(workload).keySet());
            assertThat(given).as(workload.id()).containsAll(SOURCES.requiredBy(workload.name()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void everyServiceIsFoundWhereTheOthersLookForIt(String overlay) {
        Map<String, Set<String>> ports = new TreeMap<>();
        in(overlay)
                .filter(m -> m.kind().equals("Service"))
                .forEach(m -> ports.put(
                        m.name(),
                        list(m.content(), "spec", "ports").stream()
                                .map(port -> String.valueOf(port.get("port")))
                                .collect(Collectors.toSet())));
        Pattern url = Pattern.compile("http://([a-z-]+):([0-9]+)");
        services(overlay)
                .flatMap(workload -> environment(workload).values().stream())
                .flatMap(value -> url.matcher(value).results())
                .forEach(found -> assertThat(ports.getOrDefault(found.group(1), Set.of()))
                        .as(found.group())
                        .contains(found.group(2)));
        assertThat(ports.keySet()).containsAll(SERVICES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void aReferenceComesAfterWhatItRefersTo(String overlay) {
        services(overlay).forEach(workload -> {
            List<String> before = new ArrayList<>();
            environment(workload).forEach((name, value) -> {
                REFERENCE
                        .matcher(value)
                        .results()
                        .forEach(found -> assertThat(before)
                                .as(workload.id() + ": " + name)
                                .contains(found.group(1)));
                before.add(name);
            });
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "prod/migration"})
    void noSecretIsInAConfigMapOrAnEnvironment(String overlay) {
        List<String> found = new ArrayList<>();
        in(overlay)
                .filter(m -> m.kind().equals("ConfigMap"))
                .forEach(m -> map(m.content(), "data").forEach((key, value) -> {
                    if (SECRET.matcher(key).matches() || isSecret(String.valueOf(value))) {
                        found.add(m.id() + ": " + key);
                    }
                }));
        ours(overlay)
                .forEach(workload -> environment(workload).forEach((name, value) -> {
                    if (isSecret(value) || (SECRET.matcher(name).matches() && !value.startsWith("/etc/scrm/"))) {
                        found.add(workload.id() + ": " + name);
                    }
                }));
        assertThat(found).isEmpty();
    }

    /** A value may speak of tokens; what it may not is hold credentials. */
    private static boolean isSecret(String value) {
        return CREDENTIALS.matcher(value).find();
    }

    @Test
    void productionHoldsNoSecretAtAll() {
        assertThat(Stream.concat(in("prod"), in("prod/migration")).map(Manifest::kind))
                .doesNotContain("Secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod", "prod/migration"})
    void everySecretAndConfigMapThatIsMountedIsMadeOrDocumented(String overlay) throws IOException {
        String readme = Files.readString(ROOT.resolve("deploy/README.md"));
        Set<String> made = in(overlay)
                .filter(m -> Set.of("Secret", "ConfigMap").contains(m.kind()))
                .map(Manifest::name)
                .collect(Collectors.toSet());
        workloads(overlay)
                .flatMap(workload -> list(workload.pod().orElseThrow(), "volumes").stream())
                .flatMap(volume -> Stream.of(text(volume, "secret", "secretName"), text(volume, "configMap", "name")))
                .flatMap(name -> name.stream())
                .forEach(name -> assertThat(made.contains(name) || readme.contains("`" + name + "`"))
                        .as(name)
                        .isTrue());
    }

    /** They run before the services' own policies are there, and a job without names waits for ever. */
    @Test
    void migrationsMayAskForNames() {
        assertThat(in("prod/migration")
                        .filter(m -> m.kind().equals("NetworkPolicy"))
                        .flatMap(m -> list(m.content(), "spec", "egress").stream())
                        .flatMap(rule -> list(rule, "ports").stream()))
                .contains(Map.of("port", 53, "protocol", "UDP"), Map.of("port", 53, "protocol", "TCP"));
    }

    /** What is secret for KEDA is as secret as the rest. */
    @Test
    void kedaGetsToKafkaByASecretThatIsTold() throws IOException {
        String readme = Files.readString(ROOT.resolve("deploy/README.md"));
        List<Map<String, Object>> secrets = in("prod")
                .filter(m -> m.kind().equals("TriggerAuthentication"))
                .flatMap(m -> list(m.content(), "spec", "secretTargetRef").stream())
                .toList();
        assertThat(secrets)
                .isNotEmpty()
                .allSatisfy(secret ->
                        assertThat(readme).contains("`" + secret.get("name") + "`", "`" + secret.get("key") + "`"));
        assertThat(in("prod")
                        .filter(m -> m.kind().equals("ScaledObject"))
                        .flatMap(m -> list(m.content(), "spec", "triggers").stream())
                        .filter(trigger -> trigger.get("type").equals("kafka"))
                        .toList())
                .isNotEmpty()
                .allSatisfy(trigger -> assertThat(trigger).containsKey("authenticationRef"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void nothingGoesInOrOutUnlessAPolicySaysSo(String overlay) {
        Manifest deny = in(overlay)
                .filter(m -> m.id().equals("NetworkPolicy/default-deny"))
                .findFirst()
                .orElseThrow();
        assertThat(map(deny.content(), "spec"))
                .isEqualTo(Map.of("podSelector", Map.of(), "policyTypes", List.of("Ingress", "Egress")));
        // To all the world only by HTTPS, and never into private networks.
        in(overlay)
                .filter(m -> m.kind().equals("NetworkPolicy"))
                .flatMap(m -> list(m.content(), "spec", "egress").stream())
                .filter(rule -> list(rule, "to").isEmpty() || rule.toString().contains("0.0.0.0/0"))
                .forEach(rule -> {
                    assertThat(list(rule, "ports")).isEqualTo(List.of(Map.of("port", 443, "protocol", "TCP")));
                    assertThat(rule.toString()).contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void theNamespaceIsRestricted(String overlay) {
        Manifest namespace = in(overlay)
                .filter(m -> m.kind().equals("Namespace"))
                .findFirst()
                .orElseThrow();
        assertThat(map(namespace.content(), "metadata", "labels"))
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(workloads(overlay)
                        .map(m -> text(m.content(), "metadata", "namespace").orElse("")))
                .containsOnly(namespace.name());
    }

    @Test
    void theInternetReachesFivePathsOfTheGateway() {
        Manifest route =
                in("prod").filter(m -> m.kind().equals("HTTPRoute")).findFirst().orElseThrow();
        List<Map<String, Object>> rules = list(route.content(), "spec", "rules");
        assertThat(rules.stream()
                        .flatMap(rule -> list(rule, "matches").stream())
                        .map(match -> text(match, "path", "value").orElse("/")))
                .containsExactlyInAnyOrder("/wecom", "/q", "/s", "/v1", "/docs");
        assertThat(rules.stream()
                        .flatMap(rule -> list(rule, "backendRefs").stream())
                        .map(backend -> backend.get("name") + ":" + backend.get("port")))
                .containsOnly("gateway:8080");
    }

    @Test
    void everyWorkloadThatRunsInProductionScales() {
        Set<String> scaled = in("prod")
                .filter(m -> Set.of("HorizontalPodAutoscaler", "ScaledObject").contains(m.kind()))
                .peek(m -> assertThat(text(m.content(), "spec", "minReplicas")
                                .or(() -> text(m.content(), "spec", "minReplicaCount"))
                                .map(Integer::parseInt)
                                .orElse(0))
                        .as(m.id())
                        .isGreaterThanOrEqualTo(2))
                .map(m -> text(m.content(), "spec", "scaleTargetRef", "name").orElse(""))
                .collect(Collectors.toSet());
        assertThat(scaled).isEqualTo(SERVICES);
    }

    @Test
    void theLagThatScalesIsThatOfARealConsumer() {
        Map<String, Topic> topics = Arrays.stream(Topic.values()).collect(toMap(Topic::topicName, topic -> topic));
        List<String> checked = new ArrayList<>();
        in("prod")
                .filter(m -> m.kind().equals("ScaledObject"))
                .forEach(scaled -> list(scaled.content(), "spec", "triggers").stream()
                        .filter(trigger -> trigger.get("type").equals("kafka"))
                        .map(trigger -> map(trigger, "metadata"))
                        .forEach(kafka -> {
                            String consumer = String.valueOf(kafka.get("consumerGroup"));
                            Topic topic = topics.get(String.valueOf(kafka.get("topic")));
                            assertThat(topic)
                                    .as(consumer + " reads " + kafka.get("topic"))
                                    .isNotNull();
                            assertThat(SOURCES.hasConsumer(scaled.name(), consumer, topic.name()))
                                    .as(scaled.name() + " has a consumer " + consumer + " of " + topic)
                                    .isTrue();
                            checked.add(consumer);
                        }));
        assertThat(checked).hasSizeGreaterThan(SERVICES.size());
    }

    @Test
    void productionDeclaresTheTopicsOfTheCode() {
        Map<String, String> declared = in("prod")
                .filter(m -> m.kind().equals("KafkaTopic"))
                .collect(toMap(
                        Manifest::name,
                        m -> text(m.content(), "spec", "partitions").orElse("") + " "
                                + text(m.content(), "spec", "config", "max.message.bytes")
                                        .orElse("")));
        Map<String, String> wanted = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            wanted.put(topic.topicName(), topic.partitions() + " ");
            wanted.put(topic.deadLetterTopicName(), "1 " + Topic.DEAD_LETTER_MAX_BYTES);
        }
        assertThat(declared).isEqualTo(wanted);
    }

    @Test
    void developmentMakesTheTopicsOfTheCode() {
        Manifest map = in("dev")
                .filter(m -> m.id().startsWith("ConfigMap/kafka-topics"))
                .findFirst()
                .orElseThrow();
        assertThat(text(map.content(), "data", "topics.txt")
                        .orElse("")
                        .lines()
                        .map(line -> line.replaceAll(" [^ ]*$", "")))
                .containsExactlyElementsOf(Arrays.stream(Topic.values())
                        .flatMap(topic -> Stream.of(
                                topic.topicName() + " " + topic.partitions(), topic.deadLetterTopicName() + " 1"))
                        .toList());
    }

    @Test
    void theSchemaIsMigratedByAStepOfItsOwn() {
        assertThat(ours("prod").map(m -> environment(m).get("SCRM_MIGRATE"))).containsOnly("never");
        assertThat(ours("prod/migration").map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(
                        SERVICES.stream().map(service -> service + "-migration").toList());
        assertThat(ours("prod/migration").map(m -> environment(m).get("SCRM_MIGRATE")))
                .containsOnly("only");
        assertThat(images("prod/migration")).isEqualTo(images("prod"));
        assertThat(settings("prod/migration")).isEqualTo(settings("prod"));
    }

    private static Stream<Manifest> in(String overlay) {
        return RENDERED.getOrDefault(overlay, List.of()).stream();
    }

    private static Stream<Manifest> workloads(String overlay) {
        return in(overlay).filter(m -> m.pod().isPresent());
    }

    /** Workloads that run our images. */
    private static Stream<Manifest> ours(String overlay) {
        return workloads(overlay).filter(m -> SERVICES.contains(serviceOf(m)));
    }

    private static Stream<Manifest> services(String overlay) {
        return workloads(overlay).filter(m -> "service".equals(m.podLabels().get("app.kubernetes.io/component")));
    }

    private static String serviceOf(Manifest workload) {
        return String.valueOf(workload.podLabels().get("app.kubernetes.io/name"));
    }

    private static Set<String> images(String overlay) {
        return ours(overlay)
                .flatMap(m -> PodRules.containers(m.pod().orElseThrow()).stream())
                .map(container -> String.valueOf(container.get("image")))
                .collect(Collectors.toSet());
    }

    /** The settings that all share. */
    private static Map<String, Object> settings(String overlay) {
        return in(overlay)
                .filter(m -> m.kind().equals("ConfigMap") && m.name().startsWith("scrm-settings"))
                .map(m -> map(m.content(), "data"))
                .findFirst()
                .orElseThrow();
    }

    /** Its own settings in the order in which they are written; what the cluster fills in is empty. */
    private static Map<String, String> environment(Manifest workload) {
        return PodRules.containers(workload.pod().orElseThrow()).stream()
                .flatMap(container -> list(container, "env").stream())
                .collect(toMap(
                        variable -> String.valueOf(variable.get("name")),
                        variable -> text(variable, "value").orElse(""),
                        (_, last) -> last,
                        java.util.LinkedHashMap::new));
    }
}
