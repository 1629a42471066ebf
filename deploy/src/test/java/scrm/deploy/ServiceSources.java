package scrm.deploy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the code of a service says about its settings and consumers. */
final class ServiceSources {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)(:?)");
    private static final List<String> LIBRARIES = List.of("messaging", "rest", "wecom", "attachments");

    private static final List<String> PROCESSES =
            List.of("gateway", "tag-service", "group-service", "sop-service", "channel-qrcode-service");

    private final Path root;
    private final Map<String, String> bootSettings = bootSettings();

    ServiceSources(Path root) {
        this.root = root;
    }

    /** The names in the environment that a service reads by its own YAML or a library's. */
    Set<String> settingsOf(String service) {
        Set<String> names =
                placeholders(service).map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
        names.add("SCRM_MIGRATE"); // read before there is any YAML
        return names;
    }

    /** Those without which it does not start. */
    Set<String> requiredBy(String service) {
        return placeholders(service)
                .filter(match -> match.group(2).isEmpty())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is taken where nothing is said, by whoever reads it. */
    Set<String> defaultsOf(String setting) {
        Pattern otherwise = Pattern.compile("\\$\\{" + setting + ":([^}]*)}");
        return Stream.concat(LIBRARIES.stream(), PROCESSES.stream())
                .flatMap(module -> files(root.resolve(module).resolve("src/main/resources"), ".yaml"))
                .flatMap(file -> otherwise.matcher(read(file)).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether Spring Boot has a setting that is written so in the environment. */
    boolean isBootSetting(String name) {
        return bootSettings.entrySet().stream()
                .anyMatch(setting -> setting.getKey().equals(name)
                        || (setting.getValue().startsWith("java.util.Map") && name.startsWith(setting.getKey() + "_")));
    }

    /** Whether a service has a consumer of that name that reads the topic. */
    boolean hasConsumer(String service, String consumer, String topicConstant) {
        return files(root.resolve(service).resolve("src/main/java"), ".java")
                .map(ServiceSources::read)
                .anyMatch(source -> source.contains("implements EventConsumer")
                        && source.contains("return \"" + consumer + "\";")
                        && source.contains("Topic." + topicConstant));
    }

    private Stream<MatchResult> placeholders(String service) {
        return Stream.concat(LIBRARIES.stream(), Stream.of(service))
                .flatMap(module -> files(root.resolve(module).resolve("src/main/resources"), ".yaml"))
                .flatMap(file -> PLACEHOLDER.matcher(read(file)).results());
    }

    private static Stream<Path> files(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> bootSettings() {
        Map<String, String> types = new HashMap<>();
        try {
            for (URL url : Collections.list(ServiceSources.class
                    .getClassLoader()
                    .getResources("META-INF/spring-configuration-metadata.json"))) {
                try (Reader json = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
                    for (JsonElement property :
                            JsonParser.parseReader(json).getAsJsonObject().getAsJsonArray("properties")) {
                        JsonElement type = property.getAsJsonObject().get("type");
                        types.put(
                                property.getAsJsonObject()
                                        .get("name")
                                        .getAsString()
                                        .replace(".", "_")
                                        .replace("-", "")
                                        .toUpperCase(Locale.ROOT),
                                type == null ? "" : type.getAsString());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return types;
    }
}
