package scrm.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.deploy.Manifest.list;
import static scrm.deploy.Manifest.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Alerts and dashboards as files; that their metrics exist is seen on a running stack, in local-stack's DemoIT. */
class AlertTest {
    private static final Path ROOT = Path.of(System.getProperty("scrm.root"));
    private static final Path MONITORING = ROOT.resolve("deploy/components/monitoring");

    @Test
    void everyAlertHasAPageThatSaysWhatItMeansWhatToCheckAndWhatMendsIt() throws IOException {
        for (Map<String, Object> alert : alerts()) {
            Path page = ROOT.resolve(text(alert, "annotations", "runbook_url").orElse("?"));
            assertThat(page).as(String.valueOf(alert.get("alert"))).hasFileName(alert.get("alert") + ".md");
            assertThat(Files.readString(page)).contains("## Meaning\n", "## Check\n", "## Fix\n");
        }
    }

    @Test
    void noPageIsLeftOfAnAlertThatIsGone() throws IOException {
        Set<String> alerts = alerts().stream()
                .map(alert -> String.valueOf(alert.get("alert")))
                .collect(Collectors.toSet());
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs/runbooks"))) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(alerts.stream(), Stream.of("README")).toList());
        }
    }

    @Test
    void everyAlertSaysHowUrgentItIsAndWhatIsWrong() throws IOException {
        assertThat(alerts()).hasSizeGreaterThan(14).allSatisfy(alert -> {
            assertThat(text(alert, "labels", "severity").orElse("")).isIn("critical", "warning");
            assertThat(text(alert, "annotations", "summary").orElse("")).isNotBlank();
            assertThat(text(alert, "expr").orElse("")).satisfies(AlertTest::isBalanced);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake", "events", "wecom", "promises"})
    void everyPanelOfADashboardAsksSomething(String name) throws IOException {
        JsonObject dashboard = JsonParser.parseString(
                        Files.readString(MONITORING.resolve("dashboards/" + name + ".json")))
                .getAsJsonObject();
        Set<String> titles = new HashSet<>();
        for (JsonElement panel : dashboard.getAsJsonArray("panels")) {
            assertThat(titles.add(panel.getAsJsonObject().get("title").getAsString()))
                    .isTrue();
            assertThat(panel.getAsJsonObject().getAsJsonArray("targets"))
                    .isNotEmpty()
                    .allSatisfy(target ->
                            isBalanced(target.getAsJsonObject().get("expr").getAsString()));
        }
        assertThat(titles).isNotEmpty();
    }

    private static void isBalanced(String expression) {
        assertThat(expression).isNotBlank();
        for (String pair : List.of("()", "{}", "[]")) {
            assertThat(expression.chars().filter(c -> c == pair.charAt(0)).count())
                    .as(expression)
                    .isEqualTo(
                            expression.chars().filter(c -> c == pair.charAt(1)).count());
        }
    }

    private static List<Map<String, Object>> alerts() throws IOException {
        Manifest rules = Manifest.of(new Yaml().load(Files.readString(MONITORING.resolve("alerts.yaml"))));
        return list(rules.content(), "spec", "groups").stream()
                .flatMap(group -> list(group, "rules").stream())
                .toList();
    }
}
