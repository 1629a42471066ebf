package scrm.localstack.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import scrm.localstack.Pause;
import scrm.localstack.Progress;
import scrm.localstack.StackState;
import scrm.stores.ProcessStamp;

/** {@code ./scrm down}: stops what {@code up} started, by the process ids and start times that it wrote down. */
final class DownCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path home;

    DownCommand(Path home) {
        this.home = home;
    }

    int run(List<String> arguments) throws IOException {
        new Arguments(arguments, Set.of(), Set.of());
        Optional<StackState> state = StackState.read(home);
        List<ProcessStamp> living = state.stream()
                .flatMap(s -> Stream.concat(
                        s.supervisorStamp().stream(),
                        s.processes().values().stream().flatMap(text -> ProcessStamp.parse(text).stream())))
                .filter(ProcessStamp::isAlive)
                .toList();
        if (living.isEmpty()) {
            StackState.delete(home);
            System.out.println("Nothing runs.");
            return 0;
        }
        Progress progress = new Progress(System.out);
        progress.begin("the end of " + living.size() + " processes");
        living.getFirst().process().ifPresent(ProcessHandle::destroy);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (living.stream().anyMatch(ProcessStamp::isAlive) && System.nanoTime() < deadline) {
            progress.stillWaiting();
            Pause.briefly();
        }
        living.forEach(stamp -> stamp.process().ifPresent(ProcessHandle::destroyForcibly));
        StackState.delete(home);
        progress.say("stopped");
        return 0;
    }
}
