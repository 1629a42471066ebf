package scrm.localstack.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.localstack.Failure;
import scrm.localstack.Folders;
import scrm.localstack.Json;
import scrm.localstack.LocalStack;
import scrm.localstack.Progress;
import scrm.localstack.StackPlan;
import scrm.localstack.faults.FaultContext;
import scrm.localstack.faults.FaultRow;
import scrm.localstack.faults.FaultRows;

/** {@code ./scrm faults}: runs rows on a stack of its own and tells whether the promises held. */
final class FaultsCommand {
    private final Path root;
    private final Path home;

    FaultsCommand(Path root, Path home) {
        this.root = root;
        this.home = home.resolve("faults");
    }

    int run(List<String> arguments) throws IOException {
        Arguments options =
                new Arguments(arguments, Set.of("--seed", "--mysql", "--old"), Set.of("--short", "--json", "--list"));
        if (options.has("--list")) {
            FaultRows.all().forEach(row -> System.out.println(row.id() + "  " + row.title()));
            return 0;
        }
        List<FaultRow> rows = chosen(options.words());
        boolean json = options.has("--json");
        long seed = seed(options);
        // With --json, standard output is for the program that reads it.
        Progress progress = new Progress(json ? System.err : System.out);
        List<Map<String, Object>> results = new ArrayList<>();
        StackPlan plan = StackPlan.usual(root, home)
                .onFreePorts()
                .with(UpCommand.database(options))
                .withWebhooksTo(FaultContext.WEBHOOK_ADDRESS);
        // Rows count from zero: what an earlier run left would be counted with it.
        Folders.delete(home);
        LocalStack stack = LocalStack.of(plan, progress);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-stack"));
        stack.start();
        FaultContext context = new FaultContext(
                stack,
                progress,
                seed,
                options.has("--short"),
                options.value("--old").orElse(null));
        for (FaultRow row : rows) {
            results.add(run(row, context));
        }
        stack.close();
        if (json) {
            System.out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(results));
        }
        long broken = results.stream()
                .filter(result -> !Boolean.TRUE.equals(result.get("holds")))
                .count();
        progress.say(broken == 0 ? "all promises held" : broken + " of " + rows.size() + " promises did not hold");
        return broken == 0 ? 0 : 1;
    }

    private static Map<String, Object> run(FaultRow row, FaultContext context) {
        context.progress().say(row.id() + " " + row.title() + " ...");
        FaultRow.@Nullable Result result;
        try {
            result = row.run(context);
        } catch (RuntimeException e) { // the rows after it say something all the same
            if (!(e instanceof Failure)) {
                e.printStackTrace();
            }
            result = new FaultRow.Result(String.valueOf(e), "a row that can be run", false);
        }
        context.progress()
                .say("%s %s: %s (expected: %s)"
                        .formatted(
                                row.id(),
                                result.holds() ? "holds" : "DOES NOT HOLD",
                                result.figure(),
                                result.expected()));
        return Map.of(
                "id", row.id(),
                "figure", result.figure(),
                "expected", result.expected(),
                "holds", result.holds(),
                "seed", context.seed());
    }

    private static List<FaultRow> chosen(List<String> ids) {
        Map<String, FaultRow> known = FaultRows.all().stream().collect(Collectors.toMap(FaultRow::id, row -> row));
        if (ids.isEmpty()) {
            return FaultRows.all();
        }
        return ids.stream()
                .map(id -> {
                    FaultRow row = known.get(id.toUpperCase(Locale.ROOT));
                    if (row == null) {
                        throw new Failure("There is no row " + id + ": ./scrm faults --list tells which there are");
                    }
                    return row;
                })
                .toList();
    }

    private static long seed(Arguments options) {
        String text = options.value("--seed").orElse("1");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Failure("--seed takes a whole number, not " + text);
        }
    }
}
