package scrm.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

import scrm.stores.GuardedProcess;

/**
 * A service's executable jar as the build made it, laid out in a folder for a quick start: extracted, and with an AOT
 * cache once one has been trained. The folder is named by the jar's content, so a new build gets a new one.
 */
final class ExecutableJar {
    private static final String CACHE = "app.aot";

    private final Path folder;
    private final String jarName;
    private volatile @Nullable GuardedProcess training;

    private ExecutableJar(Path folder, String jarName) {
        this.folder = folder;
        this.jarName = jarName;
    }

    /** The jar in the module's {@code target}, if it has been built. */
    static Optional<Path> built(Path root, String module) throws IOException {
        Path target = root.resolve(module).resolve("target");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()));
        }
    }

    /** Extracts a jar under {@code apps} unless that was done before; folders of older builds go. */
    static ExecutableJar extracted(Path jar, String module, Path apps) throws IOException {
        String stamp = fingerprint(jar);
        Path folder = apps.resolve(module).resolve(stamp);
        if (!Files.isDirectory(folder)) {
            Folders.delete(apps.resolve(module));
            Files.createDirectories(apps.resolve(module));
            Path draft = Files.createTempDirectory(apps.resolve(module), ".draft");
            Path log = apps.resolve(module).resolve("extract.log");
            run(
                    "Extracting " + jar,
                    List.of(
                            java(),
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--force",
                            "--destination",
                            draft.toString()),
                    log);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new ExecutableJar(folder, jar.getFileName().toString());
    }

    /** Whether starts are quick already. */
    boolean isTrained() {
        return Files.exists(folder.resolve(CACHE));
    }

    /** The command that runs the service. */
    List<String> command(List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(jvmOptions);
        if (isTrained()) {
            command.add("-XX:AOTCache=" + folder.resolve(CACHE));
        }
        command.addAll(List.of("-jar", folder.resolve(jarName).toString()));
        return command;
    }

    /**
     * Starts the service once up to the point where it would open its port, and keeps what the JVM has learnt for later
     * starts. Runs at the lowest priority; nobody should wait for it.
     */
    void train(List<String> jvmOptions, Map<String, String> settings, Path log) throws IOException {
        Path draft = folder.resolve("draft.aot");
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19", java()));
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-XX:AOTCacheOutput=" + draft,
                "-Dspring.context.exit=onRefresh",
                "-jar",
                folder.resolve(jarName).toString()));
        GuardedProcess run = GuardedProcess.start("training run", command, folder, settings, log);
        training = run;
        int status = run.onExit().join();
        if (status == 0 && Files.exists(draft)) {
            Files.move(draft, folder.resolve(CACHE), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(draft);
    }

    /** Ends the training run if there is one; what it has made is thrown away. */
    void stopTraining() {
        GuardedProcess run = training;
        if (run != null && run.isAlive()) {
            run.kill();
        }
    }

    /** The {@code java} that runs us. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Of names and checksums of all entries; the file's own time says nothing, as builds are reproducible. */
    private static String fingerprint(Path jar) throws IOException {
        CRC32 sum = new CRC32();
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(entry -> entry.getName() + entry.getCrc())
                    .forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        }
        return Long.toHexString(sum.getValue());
    }

    private static void run(String what, List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(what + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(what + " was interrupted", e);
        }
    }
}
