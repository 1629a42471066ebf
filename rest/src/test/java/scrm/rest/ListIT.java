package scrm.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListIT extends RestIT {
    private static List<Integer> items(Answer answer) {
        return answer.json().path("items").valueStream().map(n -> n.asInt()).toList();
    }

    private static String next(Answer answer) {
        return answer.json().path("next").asString("");
    }

    @Test
    void aListIsReadToItsEndByItsCursors() {
        List<Integer> all = new ArrayList<>();
        Answer page = get(THINGS + "?limit=3");
        all.addAll(items(page));
        while (!page.json().path("next").isNull()) {
            page = get(THINGS + "?limit=3&cursor=" + next(page));
            all.addAll(items(page));
        }
        assertThat(all).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aTotalIsGivenOnlyWhenAskedFor() {
        assertThat(get(THINGS).json().has("total")).isFalse();
        assertThat(get(THINGS + "?count=exact").json().path("total").asInt()).isEqualTo(10);
    }

    @Test
    void aListThatIsNotCountedTakesNoCount() {
        assertThat(get(THINGS + "/uncounted").status()).isEqualTo(200);
        Answer answer = get(THINGS + "/uncounted?count=exact");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors()).containsExactly("count unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit out_of_range",
        "limit=201, limit out_of_range",
        "limit=1000000000, limit out_of_range",
        "limit=99999999999, limit wrong_type",
        "limit=all, limit wrong_type",
        "count=about, count not_allowed"
    })
    void aPageThatCannotBeGivenIsRefused(String query, String error) {
        assertThat(get(THINGS + "?" + query).errors()).containsExactly(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AA", "AQABMQAAAAA", "%27%20OR%201=1", "..%2f", "AQ=="})
    void aCursorThatWeDidNotGiveIsMalformed(String cursor) {
        assertThat(get(THINGS + "?cursor=" + cursor).errors()).containsExactly("cursor malformed");
    }

    @Test
    void aCursorOfOneListDoesNotOpenAnother() {
        String cursor = next(get(THINGS + "?limit=3"));
        assertThat(get(THINGS + "?limit=5&cursor=" + cursor).status()).isEqualTo(200);
        assertThat(get(THINGS + "?limit=3&step=2&cursor=" + cursor).errors()).containsExactly("cursor malformed");
    }

    @Test
    void everyChangedCharacterOfACursorIsNoticed() {
        String cursor = next(get(THINGS + "?limit=3"));
        for (int i = 0; i < cursor.length() - 1; i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThat(get(THINGS + "?cursor=" + changed).status()).isEqualTo(400);
        }
    }
}
