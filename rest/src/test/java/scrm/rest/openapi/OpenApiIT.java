package scrm.rest.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import scrm.rest.Answers;
import scrm.rest.RestIT;

@Import(OpenApiIT.PublicPage.class)
@TestPropertySource(properties = "scrm.rest.public-paths=/q/**")
class OpenApiIT extends RestIT {
    @RestController
    static class PublicPage {
        @GetMapping(value = "/q/{code}", produces = "text/html")
        @Answers({HttpStatus.OK, HttpStatus.FOUND, HttpStatus.NOT_FOUND})
        ResponseEntity<String> open(@PathVariable String code) {
            return ResponseEntity.ok(code);
        }
    }

    private static final String LIST = "/v1/corps/{corpId}/things";

    private JsonNode description() {
        Answer answer = send(request("/v3/api-docs"));
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> parameters(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .map(p -> p.path("in").asString() + " " + p.path("name").asString())
                .sorted()
                .toList();
    }

    @Test
    void itIsOpenApi31WithABearerTokenForEverything() {
        JsonNode api = description();
        assertThat(api.path("openapi").asString()).startsWith("3.1");
        assertThat(api.at("/components/securitySchemes/bearer/bearerFormat").asString())
                .isEqualTo("JWT");
        assertThat(api.path("security").toString()).contains("bearer");
    }

    @Test
    void parametersAreThoseThatAClientSends() {
        JsonNode path = description().path("paths").path(LIST);
        assertThat(parameters(path.path("get")))
                .containsExactly("path corpId", "query count", "query cursor", "query limit", "query step");
        assertThat(parameters(
                        description().path("paths").path(LIST + "/uncounted").path("get")))
                .containsExactly("path corpId", "query cursor", "query limit");
        assertThat(parameters(path.path("post"))).containsExactly("header Idempotency-Key", "path corpId");
        assertThat(parameters(description().path("paths").path(LIST + "/{id}").path("put")))
                .containsExactly("header If-Match", "path corpId", "path id");
    }

    @Test
    void anOperationIsNamedByItsControllerAndMethod() {
        JsonNode operation = description().path("paths").path(LIST).path("post");
        assertThat(operation.path("operationId").asString()).isEqualTo("things_create");
        assertThat(operation.path("tags").toString()).isEqualTo("[\"things\"]");
    }

    @Test
    void idsAreStrings() {
        JsonNode api = description();
        assertThat(api.at("/components/schemas/ThingRequest/properties/owner/type")
                        .asString())
                .isEqualTo("string");
        assertThat(api.path("paths").path(LIST).path("get").toString()).doesNotContain("CorpId\"}");
    }

    @Test
    void anAnswerHasTheStatusThatItsMethodTells() {
        JsonNode path = description().path("paths").path(LIST);
        assertThat(path.at("/get/responses").propertyNames()).containsExactlyInAnyOrder("200", "default");
        assertThat(path.at("/post/responses").propertyNames()).containsExactlyInAnyOrder("201", "default");
        assertThat(path.at("/post/responses/201/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Thing");
    }

    @Test
    void aPublicPageNeedsNoTokenAndTellsEachOfItsStatuses() {
        JsonNode page = description().path("paths").path("/q/{code}").path("get");
        assertThat(page.path("security").toString()).isEqualTo("[]");
        assertThat(page.path("responses").propertyNames()).containsExactlyInAnyOrder("200", "302", "404", "default");
        assertThat(page.at("/responses/404/content").propertyNames()).containsExactly("text/html");
        assertThat(page.at("/responses/302").has("content")).isFalse();
    }

    @Test
    void aStatusThatIsNotToldIsAnErrorInTests() {
        assertThat(get(THINGS + "/untold").status()).isEqualTo(500);
    }

    @Test
    void rowNumbersAreStringsOfDigits() {
        JsonNode api = description();
        List<JsonNode> schemas = api.path("paths")
                .path(LIST + "/rows/{id}")
                .at("/get/parameters")
                .valueStream()
                .filter(p -> !p.path("name").asString().equals("corpId"))
                .map(p -> p.path("schema"))
                .toList();
        assertThat(schemas).hasSize(2);
        assertThat(schemas)
                .allSatisfy(schema -> assertThat(schema.toString())
                        .isEqualTo(api.at("/components/schemas/RowRequest/properties/rowId")
                                .toString()));
        assertThat(schemas.getFirst().path("type").asString()).isEqualTo("string");
        assertThat(schemas.getFirst().path("pattern").asString()).isEqualTo("^[0-9]{1,18}$");
    }

    @Test
    void everyOperationMayEndInAProblem() {
        description()
                .path("paths")
                .forEach(path -> path.forEach(operation -> assertThat(operation
                                .at("/responses/default/content/application~1problem+json/schema/$ref")
                                .asString())
                        .isEqualTo("#/components/schemas/Problem")));
    }
}
