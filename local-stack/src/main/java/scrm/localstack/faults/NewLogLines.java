package scrm.localstack.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

import scrm.localstack.RunningProcess;

/** What a process has written to its log since this was made. */
final class NewLogLines {
    private final RunningProcess process;
    private final int before;

    NewLogLines(RunningProcess process) {
        this.process = process;
        this.before = lines().size();
    }

    /** How many new lines hold one of these. */
    long lines(String... texts) {
        return added().stream()
                .filter(line -> List.of(texts).stream().anyMatch(line::contains))
                .count();
    }

    /** How many new lines begin so. */
    long beginning(String text) {
        return added().stream().filter(line -> line.startsWith(text)).count();
    }

    /** Errors of ours: to Kafka's client it is one that a group was shared anew before offsets were committed. */
    List<String> errors() {
        return added().stream()
                .filter(line -> line.contains(" ERROR ") && !line.contains("] o.a.k."))
                .toList();
    }

    private List<String> added() {
        List<String> lines = lines();
        return lines.subList(Math.min(before, lines.size()), lines.size());
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(process.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
