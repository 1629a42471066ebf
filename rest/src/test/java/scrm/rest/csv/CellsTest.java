package scrm.rest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellsTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void whatBeginsLikeAFormulaIsMarkedAsText(String text) {
        assertThat(Cells.guarded(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "门店", "a=b", "12", "'=1", " =1"})
    void everythingElseStaysAsItIs(String text) {
        assertThat(Cells.guarded(text)).isEqualTo(text);
    }
}
