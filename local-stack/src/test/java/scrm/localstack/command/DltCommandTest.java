package scrm.localstack.command;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.localstack.Failure;

class DltCommandTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"", "list", "list --json", "show tag-1", "replay tag-1", "discard tag-1 --reason old"})
    void whenNothingRunsItSaysSo(String line) {
        List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> new DltCommand(home).run(arguments))
                .withMessageStartingWith("Nothing runs");
    }
}
