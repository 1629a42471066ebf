package scrm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs benchmark jobs: {@code J1 [J2 …] [--smoke] [--json] [--seed N] | --list}. What is done goes to standard error,
 * the report to standard output, as a table or as JSON; ends with 1 if a goal does not hold, 2 if a job could not be
 * run.
 */
public final class Bench {
    private static final List<Job> JOBS = List.of(
            new CallbackIntakeBenchmark(),
            new PropagationBenchmark(),
            new DueStepBenchmark(),
            new QuotaBenchmark(),
            new GatewayBenchmark(),
            new AttributionBenchmark(),
            new SegmentBenchmark(),
            new ScanBenchmark(),
            new ReportBenchmark(),
            new SyncBenchmark(),
            new GroupSyncBenchmark(),
            new GroupQuitBenchmark(),
            new GroupHealthBenchmark());
    private static final long DEFAULT_SEED = 20261122;

    private Bench() {}

    /**
     * What a job found.
     *
     * @param job its name
     * @param seed of its data
     * @param commit of the checkout
     * @param machine on which it ran
     * @param results its figures
     */
    record Report(String job, long seed, String commit, String machine, List<Result> results) {
        boolean holds() {
            return results.stream().noneMatch(result -> Boolean.FALSE.equals(result.holds()));
        }
    }

    private record Arguments(List<Job> jobs, boolean smoke, boolean json, long seed) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        // Standard output is for the report. Servers that jobs start log as they always do.
        System.setProperty("logback.configurationFile", "scrm/benchmarks/logback.xml");
        if (List.of(args).contains("--list")) {
            JOBS.forEach(job -> System.out.println(job.name() + "  " + job.title()));
            return;
        }
        Arguments arguments;
        try {
            arguments = parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        List<Report> reports = new ArrayList<>();
        for (Job job : arguments.jobs()) {
            try {
                reports.add(run(job, arguments));
            } catch (IOException | RuntimeException e) {
                System.err.println("\n" + job.name() + " could not be run:");
                e.printStackTrace();
                System.exit(2); // whatever the job has left running of our own threads
            }
        }
        print(reports, arguments.json());
        System.exit(reports.stream().allMatch(Report::holds) ? 0 : 1);
    }

    private static Arguments parse(String[] args) {
        List<Job> jobs = new ArrayList<>();
        boolean smoke = false;
        boolean json = false;
        long seed = DEFAULT_SEED;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--smoke" -> smoke = true;
                case "--json" -> json = true;
                case "--seed" -> seed = Long.parseLong(i + 1 < args.length ? args[++i] : "");
                default -> jobs.add(job(args[i]));
            }
        }
        return new Arguments(jobs.isEmpty() ? JOBS : jobs, smoke, json, seed);
    }

    private static Job job(String name) {
        return JOBS.stream()
                .filter(job -> job.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no job " + name + "; known are "
                        + JOBS.stream().map(Job::name).toList()));
    }

    private static Report run(Job job, Arguments arguments) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("scrm-bench-" + job.name().toLowerCase(Locale.ROOT) + "-");
        long start = System.nanoTime();
        try {
            List<Result> results = job.run(new JobSettings(
                    arguments.smoke(),
                    arguments.seed(),
                    work,
                    text -> System.err.printf(
                            "%s %4d s  %s%n",
                            job.name(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), text)));
            return new Report(job.name(), arguments.seed(), commit(), machine(), results);
        } finally {
            delete(work);
        }
    }

    private static void print(List<Report> reports, boolean json) {
        if (json) {
            JsonMapper mapper = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            System.out.println(mapper.writeValueAsString(reports.size() == 1 ? reports.getFirst() : reports));
            return;
        }
        for (Report report : reports) {
            System.out.printf(
                    "%n%s · seed %d · commit %s · %s%n%n",
                    report.job(), report.seed(), report.commit(), report.machine());
            System.out.println("| figure | median | p10–p90 | beside | ratio | goal | holds |");
            System.out.println("|---|---|---|---|---|---|---|");
            report.results().forEach(Bench::printRow);
        }
    }

    private static void printRow(Result result) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.2f %s | %s | %s | %s | %s | %s |%n",
                result.name(),
                result.value(),
                result.unit(),
                result.p10() == null ? "" : String.format(Locale.ROOT, "%,.2f–%,.2f", result.p10(), result.p90()),
                result.beside() == null ? "" : result.beside(),
                result.ratio() == null ? "" : String.format(Locale.ROOT, "%.2f", result.ratio()),
                result.goal() == null ? "" : result.goal(),
                result.holds() == null ? "" : result.holds() ? "yes" : "no");
    }

    private static String commit() {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD")
                    .directory(Path.of(System.getProperty("scrm.root", ".")).toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var out = git.inputReader()) {
                return Optional.ofNullable(out.readLine()).orElse("unknown");
            }
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String machine() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        String cpu = System.getProperty("os.arch");
        if (Files.exists(cpus)) {
            try (Stream<String> lines = Files.lines(cpus)) {
                cpu = lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.replaceFirst("^[^:]*:\\s*", ""))
                        .findFirst()
                        .orElse(cpu);
            }
        }
        return "%d x %s, %s %s, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        cpu,
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version().feature());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
