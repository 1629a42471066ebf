package scrm.stores;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One set of stores for all test JVMs of a checkout. The first one starts a launcher process; later ones, and other
 * builds that run at the same time, join it through a state file. Everyone who joins leaves the stamp of the build that
 * it belongs to; the launcher ends when none of those builds lives.
 *
 * <p>In the folder: {@code lock} (held while joining and leaving), {@code state} (addresses and the launcher's stamp),
 * {@code users/} (one empty file per build, named by its stamp), {@code data-<pid>/}, {@code launcher.log}.
 */
final class SharedStores {
    private static final int START_POLL_MILLIS = 50;

    private final Path folder;

    SharedStores(Path folder) {
        this.folder = folder;
    }

    /** Where the stores are; starts them if nobody has. Call it from one thread at a time. */
    StoreAddresses join(StoresPlan.Database database, ProcessStamp user) {
        try (Lock _ = lock()) {
            Files.createDirectories(users());
            Path mark = users().resolve(user.toString());
            if (!Files.exists(mark)) {
                Files.createFile(mark);
            }
            Optional<StoreAddresses> running = running();
            return running.isPresent() ? running.get() : launch(database);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot join the test stores under " + folder, e);
        }
    }

    /** For the launcher: tells where its stores are. */
    void publish(StoreAddresses addresses, ProcessStamp launcher) throws IOException {
        Properties state = new Properties();
        state.setProperty("launcher", launcher.toString());
        state.setProperty("mysqlUrl", addresses.mysqlUrl());
        state.setProperty("mysqlUser", addresses.mysqlUser());
        state.setProperty("mysqlPassword", addresses.mysqlPassword());
        state.setProperty("kafkaBootstrap", addresses.kafkaBootstrap());
        state.setProperty("redisUrl", addresses.redisUrl());
        Path draft = folder.resolve("state.draft");
        try (var out = Files.newBufferedWriter(draft)) {
            state.store(out, null);
        }
        Files.move(draft, state(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** For the launcher: true if no build uses it any more; from then on nobody can join it. */
    boolean retireIfUnused() throws IOException {
        if (!Files.isDirectory(folder)) {
            return true; // the build was cleaned under us, so nobody can find us
        }
        if (anyUserLives()) {
            return false;
        }
        try (Lock _ = lock()) {
            if (anyUserLives()) {
                return false;
            }
            Files.deleteIfExists(state());
            Binaries.delete(users());
            return true;
        }
    }

    Path dataOf(long launcherPid) {
        return folder.resolve("data-" + launcherPid);
    }

    private boolean anyUserLives() throws IOException {
        if (!Files.isDirectory(users())) {
            return false;
        }
        try (Stream<Path> marks = Files.list(users())) {
            return marks.map(mark -> ProcessStamp.parse(mark.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .anyMatch(ProcessStamp::isAlive);
        }
    }

    private Optional<StoreAddresses> running() throws IOException {
        if (!Files.exists(state())) {
            return Optional.empty();
        }
        Properties state = new Properties();
        try (var in = Files.newBufferedReader(state())) {
            state.load(in);
        }
        return ProcessStamp.parse(state.getProperty("launcher", ""))
                .filter(ProcessStamp::isAlive)
                .map(alive -> new StoreAddresses(
                        state.getProperty("mysqlUrl"),
                        state.getProperty("mysqlUser"),
                        state.getProperty("mysqlPassword"),
                        state.getProperty("kafkaBootstrap"),
                        state.getProperty("redisUrl")));
    }

    private StoreAddresses launch(StoresPlan.Database database) throws IOException {
        Files.deleteIfExists(state());
        deleteLeftovers();
        Path log = folder.resolve("launcher.log");
        Process launcher = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        launcherClassPath(),
                        StoresLauncher.class.getName(),
                        folder.toString(),
                        database.name())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        for (Optional<StoreAddresses> found = running(); ; found = running()) {
            if (found.isPresent()) {
                return found.get();
            }
            if (!launcher.isAlive()) {
                throw new IllegalStateException("The test stores did not start:\n" + Files.readString(log));
            }
            pause();
        }
    }

    /** Data of launchers that were killed. */
    private void deleteLeftovers() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (name.startsWith("data-")
                        && ProcessHandle.of(Long.parseLong(name.substring("data-".length())))
                                .isEmpty()) {
                    Binaries.delete(entry);
                }
            }
        }
    }

    /** Our own code and the jars that carry the servers: the launcher needs nothing else. */
    private static String launcherClassPath() {
        return Stream.of(
                        Optional.of(Kafka.ownCode()),
                        Binaries.find(MariaDb.PROGRAM),
                        Binaries.find(Redis.SOME_RESOURCE))
                .flatMap(Optional::stream)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void pause() {
        try {
            Thread.sleep(START_POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the test stores started", e);
        }
    }

    private Path users() {
        return folder.resolve("users");
    }

    private Path state() {
        return folder.resolve("state");
    }

    private Lock lock() throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new Lock(channel, channel.lock());
    }

    private record Lock(FileChannel channel, FileLock lock) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close(); // releases the lock
        }
    }
}
