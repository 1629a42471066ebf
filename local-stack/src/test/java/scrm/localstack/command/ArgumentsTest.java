package scrm.localstack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import scrm.localstack.Failure;

class ArgumentsTest {
    @Test
    void valuesFollowTheirOptionOrAnEqualsSign() {
        Arguments arguments = parse("F1", "--seed", "7", "--mysql=9", "--json", "F3");

        assertThat(arguments.words()).containsExactly("F1", "F3");
        assertThat(arguments.value("--seed")).contains("7");
        assertThat(arguments.value("--mysql")).contains("9");
        assertThat(arguments.has("--json")).isTrue();
        assertThat(arguments.has("--short")).isFalse();
    }

    @Test
    void anUnknownOptionIsRefusedByName() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> parse("--sead", "7"))
                .withMessageContaining("--sead");
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> parse("--seed"))
                .withMessage("--seed needs a value");
    }

    private static Arguments parse(String... words) {
        return new Arguments(List.of(words), Set.of("--seed", "--mysql"), Set.of("--json", "--short"));
    }
}
