package scrm.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

import scrm.stores.ProcessStamp;

/**
 * What other commands need to know of a running stack; a file beside its data.
 *
 * @param supervisor the stamp of the process that owns all others
 * @param processes the stamps of the others by name
 * @param urls where they serve, by name: {@code gateway}, {@code simulator}, {@code mysql} ...
 * @param management where the services tell about themselves, by name
 * @param corpIds the corps that it serves
 * @param isReady whether it has come up
 */
public record StackState(
        String supervisor,
        Map<String, String> processes,
        Map<String, String> urls,
        Map<String, String> management,
        List<String> corpIds,
        boolean isReady) {

    /** Of the stack that runs from that folder; empty if none does. */
    public static Optional<StackState> running(Path home) {
        return read(home)
                .filter(state ->
                        state.supervisorStamp().filter(ProcessStamp::isAlive).isPresent());
    }

    /** Of the stack that runs or ran from that folder. */
    public static Optional<StackState> read(Path home) {
        try {
            return Files.exists(file(home))
                    ? Optional.of(Json.MAPPER.readValue(Files.readString(file(home)), StackState.class))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            throw new Failure("Cannot read %s (%s): delete it once nothing runs".formatted(file(home), e.getMessage()));
        }
    }

    /** Forgets it. */
    public static void delete(Path home) throws IOException {
        Files.deleteIfExists(file(home));
    }

    void write(Path home) throws IOException {
        OwnerOnly.write(file(home), Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this));
    }

    /** The process that owns the others. */
    public Optional<ProcessStamp> supervisorStamp() {
        return ProcessStamp.parse(supervisor);
    }

    private static Path file(Path home) {
        return home.resolve("stack.json");
    }
}
