package scrm.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.stores.GuardedProcess;

/**
 * The services as an earlier revision has them: taken out of the history, built once by that revision's own Maven, and
 * kept. Of the checkout only the executable jars stay, in the folders in which a {@link StackPlan} looks for them.
 */
public final class EarlierBuild {
    private static final Duration PATIENCE = Duration.ofMinutes(45);
    private static final int LOOKED_AT = 30;
    private static final String MIGRATIONS = "*/src/main/resources/db/migration/*";

    private final Path root;
    private final Progress progress;

    private EarlierBuild(Path root, Progress progress) {
        this.root = root;
        this.progress = progress;
    }

    /**
     * Where those jars are.
     *
     * @param root the checkout, whose history holds the revision
     * @param kept the folder for such builds
     * @param revision as git knows it; null: the one that lacks the fewest migrations of the present one, and whose own
     *     all still stand as they were
     * @throws Failure if there is no such history, or it cannot be built
     */
    public static Path of(Path root, Path kept, @Nullable String revision, Progress progress) {
        EarlierBuild build = new EarlierBuild(root, progress);
        String commit = build.git(
                "rev-parse", "--verify", (revision == null ? build.beforeTheLastMigration() : revision) + "^{commit}");
        Path built = kept.resolve(commit);
        try {
            if (!Files.isDirectory(built)) {
                build.make(commit, kept, built);
            }
            return built;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The nearest one: what has run migrations that were edited since cannot be taken further. */
    private String beforeTheLastMigration() {
        return git("log", "-n", String.valueOf(LOOKED_AT), "--format=%P %H", "--", MIGRATIONS)
                .lines()
                .flatMap(commit -> Stream.of(commit.strip().split(" ")))
                .distinct()
                .filter(revision -> !migrations("A", revision).isEmpty()
                        && migrations("MDR", revision).isEmpty())
                .min(Comparator.comparingLong(
                        revision -> migrations("A", revision).lines().count()))
                .orElseThrow(() -> new Failure("No migration was added of late in git's history of " + root));
    }

    /** The files that were added, or changed in another way, since then. */
    private String migrations(String how, String since) {
        return git("diff", "--no-renames", "--name-only", "--diff-filter=" + how, since, "HEAD", "--", MIGRATIONS);
    }

    private void make(String commit, Path kept, Path built) throws IOException {
        Path draft = kept.resolve(commit + ".draft");
        Folders.delete(draft);
        Files.createDirectories(draft);
        Path source = kept.resolve(commit + ".tar");
        git("archive", "--format=tar", "--output=" + source, commit);
        run(draft, List.of("tar", "-xf", source.toString()), "tar is needed to unpack a revision");
        Files.delete(source);
        maven(commit, draft, kept.resolve(commit + ".log"));
        Path jars = kept.resolve(commit + ".jars");
        Folders.delete(jars);
        for (Service service : Service.values()) {
            Path jar = ExecutableJar.built(draft, service.module())
                    .orElseThrow(() -> new Failure("The revision %s has no %s".formatted(commit, service.module())));
            Path target = jars.resolve(draft.relativize(jar));
            Files.createDirectories(target.resolveSibling(""));
            Files.move(jar, target);
        }
        Folders.delete(draft);
        Files.move(jars, built);
    }

    private void maven(String commit, Path draft, Path log) {
        List<String> command = new ArrayList<>(
                List.of("./mvnw", "-q", "-B", "-ntp", "-DskipTests", "-Dspotless.check.skip", "package", "-am", "-pl"));
        command.add(Stream.of(Service.values()).map(Service::module).collect(Collectors.joining(",")));
        Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));
        progress.say("The earlier version %.12s is built once, which takes some minutes".formatted(commit));
        GuardedProcess maven = GuardedProcess.start("the earlier version's Maven", command, draft, java, log);
        if (!progress.await("Maven", PATIENCE, () -> !maven.isAlive())) {
            maven.kill();
        }
        if (maven.onExit().join() != 0) {
            throw new Failure("The revision %s cannot be built; the log %s ends:%n%s"
                    .formatted(commit, log, maven.lastLogLines()));
        }
    }

    private String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(
                root,
                command,
                "An earlier version is taken from git's history of %s, which must reach that far".formatted(root));
    }

    /** Returns what the command prints, without the last line break. */
    private static String run(Path folder, List<String> command, String otherwise) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new Failure("%s (%s: %s)".formatted(otherwise, String.join(" ", command), output));
            }
            return output;
        } catch (IOException e) {
            throw new Failure("%s (%s)".formatted(otherwise, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + String.join(" ", command), e);
        }
    }
}
