package scrm.localstack.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import scrm.localstack.Failure;
import scrm.localstack.Folders;
import scrm.localstack.LocalStack;
import scrm.localstack.Progress;
import scrm.localstack.StackPlan;
import scrm.localstack.StackState;
import scrm.stores.StoresPlan;

/** {@code ./scrm up}: starts the stack and stays until Ctrl-C or {@code ./scrm down}. */
final class UpCommand {
    private final Path root;
    private final Path home;

    UpCommand(Path root, Path home) {
        this.root = root;
        this.home = home;
    }

    int run(List<String> arguments) throws IOException, InterruptedException {
        Arguments options =
                new Arguments(arguments, Set.of("--mysql", "--corps", "--wecom-base-url"), Set.of("--fresh"));
        StackPlan plan = plan(options);
        if (options.has("--fresh")) {
            empty();
        }
        Progress progress = new Progress(System.out);
        LocalStack stack = LocalStack.of(plan, progress);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
        stack.start();
        progress.say("everything is ready");
        progress.print("");
        stack.urls().forEach((name, url) -> progress.print("  %-24s %s".formatted(name, url)));
        progress.print("");
        stack.corps().forEach(corp -> progress.print("  corp %s  %s".formatted(corp.corpId(), corp.name())));
        progress.print("  logs in " + home.resolve("logs"));
        progress.print("  a token: ./scrm token --corp '*' --scope \"tags:read channels:read\"");
        progress.print("Ctrl-C or ./scrm down stops everything.");
        if (System.getenv("SCRM_NO_BUILD") == null) { // else what is built stays as it is
            stack.trainCaches();
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private StackPlan plan(Arguments options) {
        boolean ownCorps = options.value("--corps").isPresent();
        boolean ownWeCom = options.value("--wecom-base-url").isPresent();
        if (ownCorps != ownWeCom) {
            throw new Failure("--corps FILE and --wecom-base-url URL belong together: one needs the other");
        }
        Optional<Path> corps = options.value("--corps").map(Path::of);
        corps.filter(file -> !Files.isReadable(file)).ifPresent(file -> {
            throw new Failure("The corps file " + file + " cannot be read");
        });
        return StackPlan.usual(root, home)
                .with(database(options))
                .withWeCom(
                        corps.orElse(null),
                        options.value("--wecom-base-url").map(URI::create).orElse(null))
                .withGatewayPort(gatewayPort());
    }

    static StoresPlan.Database database(Arguments options) {
        try {
            return StoresPlan.Database.of(options.value("--mysql").orElse(""));
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    private static int gatewayPort() {
        String port = Optional.ofNullable(System.getenv("SCRM_GATEWAY_PORT")).orElse("0");
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException e) {
            throw new Failure("SCRM_GATEWAY_PORT must be a port, not " + port);
        }
    }

    /** Data, secrets and logs go; what is only derived from the build stays. */
    private void empty() throws IOException {
        if (StackState.running(home).isPresent()) {
            throw new Failure("A stack runs from %s: ./scrm down stops it, then it can be emptied".formatted(home));
        }
        for (String name : List.of("stores", "logs", "corps.yaml", "issuer-key.json", "clock", "stack.json")) {
            Folders.delete(home.resolve(name));
        }
    }
}
