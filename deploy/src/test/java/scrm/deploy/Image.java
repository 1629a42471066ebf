package scrm.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A service's image as {@code -Pimages} writes it, {@code target/image.tar}.
 *
 * @param config what a container runtime goes by
 * @param files what the service adds to its base, by path
 * @param bill the bill of materials inside the service's own jar
 */
record Image(JsonObject config, Map<String, TarArchiveEntry> files, JsonObject bill) {
    private static final String BILL = "META-INF/sbom/application.cdx.json";

    static Image of(Path tar) throws IOException {
        Map<String, JsonElement> described = described(tar);
        JsonObject manifest =
                described.get("manifest.json").getAsJsonArray().get(0).getAsJsonObject();
        JsonObject config = described.get(manifest.get("Config").getAsString()).getAsJsonObject();
        Set<String> layers = layersOfJib(manifest, config);
        Map<String, TarArchiveEntry> files = new HashMap<>();
        JsonObject bill = new JsonObject();
        try (TarArchiveInputStream image = open(Files.newInputStream(tar))) {
            for (TarArchiveEntry entry = image.getNextEntry(); entry != null; entry = image.getNextEntry()) {
                if (!layers.contains(entry.getName())) {
                    continue;
                }
                TarArchiveInputStream layer = open(new GZIPInputStream(image));
                for (TarArchiveEntry file = layer.getNextEntry(); file != null; file = layer.getNextEntry()) {
                    files.put(file.getName(), file);
                    if (file.getName().startsWith("app/classpath/") && file.isFile()) {
                        bill = bill(layer.readAllBytes());
                    }
                }
            }
        }
        return new Image(config, files, bill);
    }

    /** What a container is started with. */
    JsonObject container() {
        return config.getAsJsonObject("config");
    }

    /** The names of the jars of others. */
    List<String> libraries() {
        return files.keySet().stream()
                .filter(path -> path.startsWith("app/libs/") && path.endsWith(".jar"))
                .map(path -> path.substring("app/libs/".length()))
                .toList();
    }

    /** The image's JSON files by name. */
    private static Map<String, JsonElement> described(Path tar) throws IOException {
        Map<String, JsonElement> files = new HashMap<>();
        try (TarArchiveInputStream image = open(Files.newInputStream(tar))) {
            for (TarArchiveEntry entry = image.getNextEntry(); entry != null; entry = image.getNextEntry()) {
                if (entry.getName().endsWith(".json")) {
                    files.put(entry.getName(), JsonParser.parseString(new String(image.readAllBytes(), UTF_8)));
                }
            }
        }
        return files;
    }

    /** The layers above the base; the history tells who made each. */
    private static Set<String> layersOfJib(JsonObject manifest, JsonObject config) {
        Set<String> layers = new HashSet<>();
        int next = 0;
        for (JsonElement step : config.getAsJsonArray("history")) {
            JsonObject told = step.getAsJsonObject();
            if (told.has("empty_layer") && told.get("empty_layer").getAsBoolean()) {
                continue;
            }
            String layer = manifest.getAsJsonArray("Layers").get(next++).getAsString();
            if (told.has("created_by") && told.get("created_by").getAsString().startsWith("jib")) {
                layers.add(layer);
            }
        }
        return layers;
    }

    private static JsonObject bill(byte[] jar) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(BILL)) {
                    return JsonParser.parseString(new String(zip.readAllBytes(), UTF_8))
                            .getAsJsonObject();
                }
            }
        }
        return new JsonObject();
    }

    private static TarArchiveInputStream open(InputStream in) {
        return new TarArchiveInputStream(new BufferedInputStream(in));
    }
}
