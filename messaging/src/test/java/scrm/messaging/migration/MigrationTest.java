package scrm.messaging.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MigrationTest {
    @Test
    void whoSaysNothingMigratesAtStart() {
        assertThat(Migration.of(null)).isEqualTo(Migration.START);
        assertThat(Migration.of(" ")).isEqualTo(Migration.START);
    }

    @Test
    void theOtherWaysAreNamed() {
        assertThat(Migration.of("only")).isEqualTo(Migration.ONLY);
        assertThat(Migration.of("NEVER")).isEqualTo(Migration.NEVER);
    }

    @Test
    void aWordThatIsNoneOfThemIsRefused() {
        assertThatThrownBy(() -> Migration.of("yes")).hasMessage("SCRM_MIGRATE must be start, only or never, not yes");
    }
}
