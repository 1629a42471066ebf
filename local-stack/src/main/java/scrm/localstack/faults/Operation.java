package scrm.localstack.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Json;
import scrm.localstack.Service;

/**
 * One operation below a corp, as its service has committed to it in {@code openapi.json}.
 *
 * @param service which has it
 * @param method in capitals
 * @param path below {@code /v1/corps/{corpId}}, with its variables in braces
 * @param description the operation's own part of the file
 * @param schemas all schemas of the file, by name
 */
record Operation(Service service, String method, String path, JsonNode description, JsonNode schemas) {
    private static final String BELOW = "/v1/corps/{corpId}";
    /** Lists that all services have. */
    private static final Set<String> SHARED =
            Set.of("/jobs", "/dead-letters", "/callback-replays", "/audit", "/audit/export");

    /** By the first segment, where it is not the service's. */
    private static final Map<String, String> OWN_SCOPES =
            Map.of("dead-letters", "ops", "callback-replays", "ops", "audit", "audit");

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    /** What all services have committed to. */
    static List<Operation> all(Path root) {
        return Stream.of(Service.values())
                .filter(service -> service != Service.GATEWAY)
                .flatMap(service -> of(root, service).stream())
                .toList();
    }

    static List<Operation> of(Path root, Service service) {
        List<Operation> operations = new ArrayList<>();
        JsonNode file = read(root.resolve(service.module()).resolve("openapi.json"));
        JsonNode schemas = file.path("components").path("schemas");
        for (var path : file.path("paths").properties()) {
            if (path.getKey().startsWith(BELOW)) {
                String below = path.getKey().substring(BELOW.length());
                for (var operation : path.getValue().properties()) {
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    if (METHODS.contains(method)) {
                        operations.add(new Operation(service, method, below, operation.getValue(), schemas));
                    }
                }
            }
        }
        return operations;
    }

    private static JsonNode read(Path file) {
        try {
            return Json.MAPPER.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean reads() {
        return method.equals("GET");
    }

    /** Whether it gives a corp's whole list, page by page, to whoever asks for no more. */
    boolean isList() {
        return reads()
                && answerSchema().path("properties").has("items")
                && query().stream()
                        .noneMatch(parameter -> parameter.path("required").asBoolean(false));
    }

    /** The scope that it asks for. */
    String scope() {
        String first = path.split("/")[1];
        String asked = OWN_SCOPES.getOrDefault(first, service.scope());
        return asked + (reads() ? ":read" : ":write");
    }

    /** What the path leaves open. */
    List<String> variables() {
        return VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
    }

    /** The path with the same for each of its variables, as it is to be sent. */
    String with(String value) {
        String named = path.replace("{jobId}", gatewayName() + "-" + value)
                .replace("{entryId}", gatewayName() + "-" + value)
                .replace("{letterId}", gatewayName() + "-wecom.app:0:0:" + value);
        return sent(filled(named, value));
    }

    /** A path with the same for each variable that it still has. */
    static String filled(String path, String value) {
        return VARIABLE.matcher(path).replaceAll(Matcher.quoteReplacement(value));
    }

    /** A path of it as it is to be sent: of what all services have, the gateway has to be told whose is meant. */
    String sent(String bound) {
        return SHARED.contains(bound) ? bound + "?service=" + gatewayName() : bound;
    }

    private String gatewayName() {
        return service.name().toLowerCase(Locale.ROOT);
    }

    /** Its parameters in the query. */
    List<JsonNode> query() {
        return description
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals("query"))
                .toList();
    }

    /** The media type of its body; empty if it takes none. */
    String bodyType() {
        return description
                .path("requestBody")
                .path("content")
                .propertyStream()
                .map(content -> content.getKey())
                .findFirst()
                .orElse("");
    }

    boolean takesJson() {
        return bodyType().equals("application/json");
    }

    /** Of its body. */
    JsonNode bodySchema() {
        return resolved(
                description.path("requestBody").path("content").path(bodyType()).path("schema"));
    }

    /** Of what it answers when all is well. */
    JsonNode answerSchema() {
        return resolved(description.at("/responses/200/content/application~1json/schema"));
    }

    /** Whether it also answers in that media type. */
    boolean answers(String mediaType) {
        return description.at("/responses/200/content").has(mediaType);
    }

    /** A schema itself where it is only referred to. */
    JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : schemas.path(reference.substring(reference.lastIndexOf('/') + 1));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
