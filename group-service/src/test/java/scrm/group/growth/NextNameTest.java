package scrm.group.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NextNameTest {
    @Test
    void theLastNumberIsCountedOnWhereverItStands() {
        assertThat(NextName.of("福利1群")).isEqualTo("福利2群");
        assertThat(NextName.of("2026 秋 9")).isEqualTo("2026 秋 10");
        assertThat(NextName.of("99")).isEqualTo("100");
    }

    @Test
    void aNameWithoutANumberGetsOne() {
        assertThat(NextName.of("福利群")).isEqualTo("福利群2");
    }

    @Test
    void aNameStaysAsShortAsWeComTakesIt() {
        assertThat(NextName.of("群".repeat(39) + "9")).hasSize(40).endsWith("10");
        assertThat(NextName.of("群".repeat(40))).hasSize(40).endsWith("2");
    }
}
