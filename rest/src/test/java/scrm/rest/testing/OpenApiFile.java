package scrm.rest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds a running service to the OpenAPI description that it has committed, {@code openapi.json} in its module.
 *
 * <pre>{@code
 * @Test
 * void theDescriptionIsTheCommittedOne() {
 *     OpenApiFile.in("tag-service").holdsFor(port);
 * }
 * }</pre>
 *
 * <p>With {@code -Dscrm.openapi=write} the file is written anew, unless a client of the old one would break: for that
 * it takes {@code -Dscrm.openapi=break} and an upgrade note.
 */
public final class OpenApiFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private final Path file;

    private OpenApiFile(Path file) {
        this.file = file;
    }

    /** The file of a module; tests run with {@code -Dscrm.root}, the root of the checkout. */
    public static OpenApiFile in(String module) {
        return new OpenApiFile(Path.of(System.getProperty("scrm.root", ".."), module, "openapi.json"));
    }

    /** @throws AssertionError if the service at this port describes itself otherwise or badly, saying what breaks */
    public void holdsFor(int port) {
        ObjectNode current = fetch(port);
        List<String> flaws = flaws(current);
        if (!flaws.isEmpty()) {
            throw new AssertionError("the description has flaws:\n  " + String.join("\n  ", flaws));
        }
        String mode = System.getProperty("scrm.openapi", "check");
        try {
            JsonNode committed = Files.exists(file) ? JSON.readTree(Files.readString(file)) : null;
            List<String> breaks = committed == null ? List.of() : breaks(committed, current);
            if (!breaks.isEmpty() && !mode.equals("break")) {
                throw new AssertionError(file + ": clients would break:\n  " + String.join("\n  ", breaks));
            }
            String text = text(current) + "\n";
            if (mode.equals("check")) {
                if (committed == null || !Files.readString(file).equals(text)) {
                    throw new AssertionError(file + " is not what the service says of itself; run the test with"
                            + " -Dscrm.openapi=write and commit the file");
                }
            } else {
                Files.writeString(file, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode fetch(int port) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/api-docs"));
            String body = HttpClient.newHttpClient()
                    .send(request.build(), BodyHandlers.ofString())
                    .body();
            return (ObjectNode) JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(JsonNode api) {
        return JSON.writeValueAsString(JSON.treeToValue(api, Object.class));
    }

    /** What makes a description hard to use: clients are generated from it. */
    static List<String> flaws(JsonNode api) {
        List<String> flaws = new ArrayList<>();
        Set<String> names = new HashSet<>();
        api.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue().propertyStream().forEach(operation -> {
                    String name = operation.getKey() + " " + path.getKey();
                    JsonNode told = operation.getValue();
                    String id = told.path("operationId").asString("");
                    if (!id.matches("[a-zA-Z]+_[a-zA-Z]+")) {
                        flaws.add(name + " has no name that says what of what: '" + id + "'");
                    } else if (!names.add(id)) {
                        flaws.add(name + " has another's name: " + id + "; give its method a name of its own");
                    }
                    if (told.path("tags").size() != 1) {
                        flaws.add(name + " has not one tag");
                    }
                    if (told.at("/responses/default/content/application~1problem+json")
                            .isMissingNode()) {
                        flaws.add(name + " does not tell of problems");
                    }
                    pathParameters(name, path.getKey(), told, flaws);
                }));
        for (JsonNode ref : api.findValues("$ref")) {
            if (api.at(ref.asString("").substring(1)).isMissingNode()) {
                flaws.add(ref.asString("") + " leads nowhere");
            }
        }
        return flaws;
    }

    private static void pathParameters(String name, String path, JsonNode operation, List<String> flaws) {
        Set<String> described = new TreeSet<>();
        operation.path("parameters").forEach(p -> {
            if (p.path("in").asString("").equals("path")) {
                described.add(p.path("name").asString(""));
            }
        });
        Set<String> written = Pattern.compile("\\{([^}]+)}")
                .matcher(path)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!described.equals(written)) {
            flaws.add(name + " describes the parameters " + described + " of its path");
        }
    }

    /** What a client that was written for the old description could stumble over in the new one. */
    static List<String> breaks(JsonNode old, JsonNode current) {
        List<String> breaks = new ArrayList<>();
        old.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue().propertyStream().forEach(operation -> {
                    String name = operation.getKey() + " " + path.getKey();
                    JsonNode now = current.path("paths").path(path.getKey()).path(operation.getKey());
                    if (now.isMissingNode()) {
                        breaks.add(name + " is gone");
                    } else {
                        parameters(name, operation.getValue(), now, breaks);
                    }
                }));
        Set<String> sent = sentByClients(current);
        old.path("components").path("schemas").propertyStream().forEach(schema -> {
            JsonNode now = current.path("components").path("schemas").path(schema.getKey());
            if (!now.isMissingNode()) { // one that nobody refers to any more shows up where it was referred to
                properties(schema.getKey(), schema.getValue(), now, sent.contains(schema.getKey()), breaks);
            }
        });
        return breaks;
    }

    private static void parameters(String operation, JsonNode old, JsonNode now, List<String> breaks) {
        Set<String> before = new TreeSet<>();
        Set<String> after = new TreeSet<>();
        old.path("parameters").forEach(p -> before.add(name(p)));
        now.path("parameters").forEach(p -> {
            after.add(name(p));
            if (p.path("required").asBoolean(false) && !before.contains(name(p))) {
                breaks.add(operation + " now requires " + name(p));
            }
        });
        before.stream().filter(p -> !after.contains(p)).forEach(p -> breaks.add(operation + " no longer takes " + p));
    }

    private static String name(JsonNode parameter) {
        return parameter.path("in").asString("") + " " + parameter.path("name").asString("");
    }

    private static void properties(String schema, JsonNode old, JsonNode now, boolean sent, List<String> breaks) {
        old.path("properties").propertyStream().forEach(property -> {
            JsonNode other = now.path("properties").path(property.getKey());
            if (other.isMissingNode()) {
                breaks.add(schema + "." + property.getKey() + " is gone");
            } else if (!other.path("type").equals(property.getValue().path("type"))
                    || !other.path("$ref").equals(property.getValue().path("$ref"))) {
                breaks.add(schema + "." + property.getKey() + " is of another type");
            }
        });
        if (sent) {
            Set<String> before = new HashSet<>();
            old.path("required").forEach(name -> before.add(name.asString()));
            now.path("required").forEach(name -> {
                if (!before.contains(name.asString())) {
                    breaks.add(schema + "." + name.asString() + " is now required");
                }
            });
        }
    }

    private static Set<String> sentByClients(JsonNode api) {
        Set<String> sent = new HashSet<>();
        api.path("paths").forEach(path -> path.forEach(operation -> follow(api, operation.path("requestBody"), sent)));
        return sent;
    }

    private static void follow(JsonNode api, JsonNode from, Set<String> sent) {
        for (JsonNode ref : from.findValues("$ref")) {
            String schema = ref.asString("").replace("#/components/schemas/", "");
            if (sent.add(schema)) {
                follow(api, api.path("components").path("schemas").path(schema), sent);
            }
        }
    }
}
