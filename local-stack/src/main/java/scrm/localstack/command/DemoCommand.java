package scrm.localstack.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import scrm.localstack.Folders;
import scrm.localstack.Json;
import scrm.localstack.LocalStack;
import scrm.localstack.Progress;
import scrm.localstack.StackClient;
import scrm.localstack.StackPlan;
import scrm.localstack.demo.Demo;

/** {@code ./scrm demo}: plays the story on the running stack, else on one of its own that it stops at the end. */
final class DemoCommand {
    private final Path root;
    private final Path home;

    DemoCommand(Path root, Path home) {
        this.root = root;
        this.home = home;
    }

    int run(List<String> arguments) throws IOException {
        Arguments options = new Arguments(arguments, Set.of("--mysql"), Set.of("--json"));
        boolean json = options.has("--json");
        Progress progress = new Progress(json ? System.err : System.out);
        Optional<StackClient> running = StackClient.running(home);
        List<String> broken;
        if (running.isPresent()) {
            progress.say("playing on the stack that runs; its clocks will be some days ahead afterwards");
            broken = Demo.play(running.get(), progress);
        } else {
            Path own = home.resolve("demo");
            Folders.delete(own);
            LocalStack stack =
                    LocalStack.of(StackPlan.usual(root, own).onFreePorts().with(UpCommand.database(options)), progress);
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
            stack.start();
            broken = Demo.play(stack.client(), progress);
            progress.print("");
            progress.say("stopping");
            stack.close();
        }
        if (json) {
            System.out.println(Json.MAPPER.writeValueAsString(Map.of("holds", broken.isEmpty(), "broken", broken)));
        }
        progress.print("");
        progress.say(broken.isEmpty() ? "the story held" : "the story did NOT hold:\n  " + String.join("\n  ", broken));
        return broken.isEmpty() ? 0 : 1;
    }
}
