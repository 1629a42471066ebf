package scrm.rest.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiFileTest {
    private static final String OLD = """
            {"paths": {"/a": {"get": {"parameters": [{"in": "query", "name": "limit"}]},
                              "post": {"requestBody": {"$ref": "#/components/schemas/Order"}}}},
             "components": {"schemas": {
                "Order": {"required": ["name"], "properties": {"name": {"type": "string"}, "n": {"type": "integer"}}},
                "Placed": {"properties": {"id": {"type": "string"}}}}}}""";

    private static JsonNode read(String json) {
        return new JsonMapper().readTree(json);
    }

    @Test
    void whatIsAddedBreaksNobody() {
        String added = OLD.replace("\"name\": \"limit\"}", "\"name\": \"limit\"}, {\"in\": \"query\", \"name\": \"x\"}")
                .replace("\"id\": {\"type\": \"string\"}", "\"id\": {\"type\": \"string\"}, \"more\": {}");
        assertThat(OpenApiFile.breaks(read(OLD), read(added))).isEmpty();
    }

    @Test
    void whatIsTakenAwayChangedOrDemandedBreaksClients() {
        assertThat(OpenApiFile.breaks(read(OLD), read(OLD.replace("\"get\"", "\"put\""))))
                .containsExactly("get /a is gone");
        assertThat(OpenApiFile.breaks(read(OLD), read(OLD.replace("limit\"}", "max\", \"required\": true}"))))
                .containsExactly("get /a now requires query max", "get /a no longer takes query limit");
        assertThat(OpenApiFile.breaks(read(OLD), read(OLD.replace("\"id\"", "\"key\""))))
                .containsExactly("Placed.id is gone");
        assertThat(OpenApiFile.breaks(read(OLD), read(OLD.replace("integer", "string"))))
                .containsExactly("Order.n is of another type");
        assertThat(OpenApiFile.breaks(read(OLD), read(OLD.replace("[\"name\"]", "[\"name\", \"n\"]"))))
                .containsExactly("Order.n is now required");
    }

    @Test
    void anOperationIsNamedTaggedAndTellsOfProblems() {
        String sound = """
                {"paths": {"/a/{id}": {"get": {"operationId": "a_get", "tags": ["a"],
                    "parameters": [{"in": "path", "name": "id"}],
                    "responses": {"default": {"content": {"application/problem+json": {
                        "schema": {"$ref": "#/components/schemas/Problem"}}}}}}}},
                 "components": {"schemas": {"Problem": {}}}}""";
        assertThat(OpenApiFile.flaws(read(sound))).isEmpty();
        assertThat(OpenApiFile.flaws(read(sound.replace("a_get", "get_1"))))
                .containsExactly("get /a/{id} has no name that says what of what: 'get_1'");
        assertThat(OpenApiFile.flaws(read(sound.replace("[\"a\"]", "[]"))))
                .containsExactly("get /a/{id} has not one tag");
        assertThat(OpenApiFile.flaws(read(sound.replace("\"default\"", "\"500\""))))
                .containsExactly("get /a/{id} does not tell of problems");
        assertThat(OpenApiFile.flaws(read(sound.replace("\"name\": \"id\"", "\"name\": \"key\""))))
                .containsExactly("get /a/{id} describes the parameters [key] of its path");
        assertThat(OpenApiFile.flaws(read(sound.replace("\"Problem\": {}", ""))))
                .containsExactly("#/components/schemas/Problem leads nowhere");
    }
}
