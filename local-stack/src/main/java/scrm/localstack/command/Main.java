package scrm.localstack.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import scrm.localstack.Failure;

/** What the {@code scrm} script runs: the first word names the command. Exit code 0, or 1 with a sentence. */
final class Main {
    private Main() {}

    /** @param arguments the command and its options */
    public static void main(String[] arguments) throws InterruptedException {
        Path root = Path.of(System.getProperty("scrm.root", "")).toAbsolutePath();
        Path home =
                Path.of(System.getProperty("scrm.home", root.resolve(".scrm").toString()));
        List<String> rest = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        try {
            System.exit(
                    switch (arguments.length == 0 ? "" : arguments[0]) {
                        case "up" -> new UpCommand(root, home).run(rest);
                        case "down" -> new DownCommand(home).run(rest);
                        case "demo" -> new DemoCommand(root, home).run(rest);
                        case "doctor" -> new DoctorCommand(home).run(rest);
                        case "dlt" -> new DltCommand(home).run(rest);
                        case "faults" -> new FaultsCommand(root, home).run(rest);
                        case "token" -> new TokenCommand(home).run(rest);
                        default -> throw new Failure("There is no such command: ./scrm help lists them");
                    });
        } catch (Failure | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (IOException | RuntimeException e) {
            // What nobody foresaw must end the process too: the issuer's server would keep it and its children alive.
            e.printStackTrace();
            System.exit(1);
        }
    }
}
