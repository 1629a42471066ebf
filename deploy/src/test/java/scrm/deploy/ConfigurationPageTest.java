package scrm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/configuration.md tells the settings that the code reads, and no others. */
class ConfigurationPageTest {
    private static final Path ROOT = Path.of(System.getProperty("scrm.root"));
    private static final List<String> SERVICES =
            List.of("gateway", "tag-service", "group-service", "sop-service", "channel-qrcode-service");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| ([^|]+) \\| ([^|]+) \\|");

    private final ServiceSources sources = new ServiceSources(ROOT);

    /** One row of the page. */
    private record Row(Set<String> readBy, String otherwise) {}

    @Test
    void everySettingIsToldWithWhoReadsIt() throws IOException {
        Map<String, Set<String>> read = new TreeMap<>();
        for (String service : SERVICES) {
            sources.settingsOf(service)
                    .forEach(name ->
                            read.computeIfAbsent(name, _ -> new TreeSet<>()).add(service));
        }
        Map<String, Set<String>> told = new TreeMap<>();
        page().forEach((name, row) -> told.put(name, row.readBy()));
        assertThat(told).isEqualTo(read);
    }

    @Test
    void whatIsRequiredIsCalledSo() throws IOException {
        Set<String> required = SERVICES.stream()
                .flatMap(service -> sources.requiredBy(service).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> told = new TreeSet<>();
        page().forEach((name, row) -> {
            if (row.otherwise().equals("required")) {
                told.add(name);
            }
        });
        assertThat(told).isEqualTo(required);
    }

    @Test
    void aDefaultIsTheOneOfTheCode() throws IOException {
        for (var row : page().entrySet()) {
            String otherwise = row.getValue().otherwise();
            if (otherwise.matches("`[^`$]+`") && !row.getKey().equals("SCRM_MIGRATE")) {
                assertThat(sources.defaultsOf(row.getKey())).as(row.getKey()).containsOnly(otherwise.replace("`", ""));
            }
            if (otherwise.equals("empty")) {
                assertThat(sources.defaultsOf(row.getKey())).as(row.getKey()).containsOnly("");
            }
        }
    }

    private static Map<String, Row> page() throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        ROW.matcher(Files.readString(ROOT.resolve("docs/configuration.md")))
                .results()
                .forEach(row -> rows.put(
                        row.group(1),
                        new Row(
                                row.group(2).equals("all")
                                        ? new TreeSet<>(SERVICES)
                                        : Arrays.stream(row.group(2).split(", "))
                                                .collect(Collectors.toCollection(TreeSet::new)),
                                row.group(3))));
        return rows;
    }
}
