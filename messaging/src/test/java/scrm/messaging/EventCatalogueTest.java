package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds {@code events/asyncapi.json}, by which others read our topics, to the code. With {@code -Dscrm.asyncapi=write}
 * it is written anew, unless a reader that goes by the old one would break: for that it takes
 * {@code -Dscrm.asyncapi=break} and an upgrade note.
 */
class EventCatalogueTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Path EVENTS =
            Path.of(System.getProperty("scrm.root", "..")).resolve("events");
    private static final Path FILE = EVENTS.resolve("asyncapi.json");

    private static final String OLD = """
            {"components": {"schemas": {"OrderPlaced": {"required": ["id"], "properties": {
                "id": {"type": "string"}, "amount": {"type": "integer"}}}}}}""";

    @Test
    void theCatalogueIsWhatTheCodePublishes() throws IOException {
        JsonNode current = EventCatalogue.of(EventDocs.in(EVENTS.resolve("src/main/java")));
        String text = JSON.writeValueAsString(current) + "\n";
        String mode = System.getProperty("scrm.asyncapi", "check");
        String committed = Files.exists(FILE) ? Files.readString(FILE) : "{}";
        if (!mode.equals("break")) {
            assertThat(EventCatalogue.breaks(JSON.readTree(committed), current))
                    .as("readers of events would break")
                    .isEmpty();
        }
        if (mode.equals("check")) {
            assertThat(text)
                    .as("events/asyncapi.json; run the test with -Dscrm.asyncapi=write and commit the file")
                    .isEqualTo(committed);
        } else {
            Files.writeString(FILE, text);
        }
    }

    @Test
    void everyTypeAndEveryPartOfItIsExplained() throws IOException {
        JsonNode schemas = EventCatalogue.of(EventDocs.in(EVENTS.resolve("src/main/java")))
                .path("components")
                .path("schemas");
        assertThat(schemas.propertyStream()).isNotEmpty().allSatisfy(schema -> {
            assertThat(schema.getValue().path("description").asString())
                    .as(schema.getKey())
                    .isNotBlank();
            assertThat(schema.getValue()
                            .path("properties")
                            .propertyStream()
                            .filter(part -> !part.getKey().equals("type")))
                    .allSatisfy(part -> assertThat(
                                    part.getValue().path("description").asString(""))
                            .as(schema.getKey() + "." + part.getKey())
                            .isNotBlank());
        });
    }

    @Test
    void whatIsAddedBreaksNobody() {
        assertThat(breaksAfter("\"id\": {\"type\": \"string\"}", "\"id\": {\"type\": \"string\"}, \"more\": {}"))
                .isEmpty();
    }

    @Test
    void whatIsTakenAwayChangedOrNoLongerCertainBreaksReaders() {
        assertThat(breaksAfter("OrderPlaced", "OrderMade")).containsExactly("OrderPlaced is gone");
        assertThat(breaksAfter("amount", "sum")).containsExactly("OrderPlaced.amount is gone");
        assertThat(breaksAfter("integer", "string")).containsExactly("OrderPlaced.amount is of another type");
        assertThat(breaksAfter("[\"id\"]", "[]")).containsExactly("OrderPlaced.id may be absent");
    }

    private static List<String> breaksAfter(String part, String replacement) {
        return EventCatalogue.breaks(JSON.readTree(OLD), JSON.readTree(OLD.replace(part, replacement)));
    }
}
