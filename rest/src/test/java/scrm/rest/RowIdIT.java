package scrm.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowIdIT extends RestIT {
    private static final String ROWS = THINGS + "/rows";

    @ParameterizedTest
    @ValueSource(strings = {"\"12\"", "12"})
    void aBodyGivesAnIdAsStringOrAsNumber(String id) {
        Answer answer = post(ROWS, "{\"rowId\": " + id + "}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("rowId").asString()).isEqualTo("12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"shop\"", "\"\"", "-1", "1.5", "true", "\"1234567890123456789\""})
    void whatIsNoIdIsRefusedByItsField(String id) {
        Answer answer = post(ROWS, "{\"rowId\": " + id + "}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors()).containsExactly("rowId malformed");
    }

    @Test
    void aPathThatHoldsNoIdLeadsNowhere() {
        assertThat(get(ROWS + "/12?of=3").json().path("rowId").asString()).isEqualTo("3/12");
        Answer answer = get(ROWS + "/shop");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }

    @Test
    void aParameterThatIsNoIdIsNamed() {
        Answer answer = get(ROWS + "/12?of=shop");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors()).containsExactly("of wrong_type");
    }
}
