package scrm.localstack.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import scrm.localstack.Failure;
import scrm.localstack.Pause;
import scrm.stores.GuardedProcess;

/**
 * A file system of some megabytes in memory, which can be filled up and freed again. A process of its own holds the
 * mount and takes it away when it is asked to end, also because we are gone.
 */
final class SmallDisk implements AutoCloseable {
    private static final String HOLD = """
            mount -t tmpfs -o "size=$2m" scrm-faults "$1" || exit 1
            trap 'umount -l "$1"; exit 0' TERM
            : >"$1/.mounted"
            while :; do sleep 1; done
            """;

    private static final int CHUNK = 1 << 20;

    private final Path folder;
    private final GuardedProcess mount;

    private SmallDisk(Path folder, GuardedProcess mount) {
        this.folder = folder;
        this.mount = mount;
    }

    /** Mounts one at a folder. @throws Failure where that is not allowed, with what to do */
    static SmallDisk at(Path folder, int megabytes) {
        try {
            Files.createDirectories(folder);
            Path log = folder.resolveSibling(folder.getFileName() + ".mount.log");
            GuardedProcess mount = GuardedProcess.start(
                    "mount",
                    List.of("sh", "-c", HOLD, "hold", folder.toString(), String.valueOf(megabytes)),
                    folder.resolveSibling(""),
                    Map.of(),
                    log);
            while (!Files.exists(folder.resolve(".mounted"))) {
                if (!mount.isAlive()) {
                    throw new Failure(
                            "Small disks cannot be mounted here (%s): on Linux, run it as root or as unshare -Urm ./scrm faults F25"
                                    .formatted(mount.lastLogLines()));
                }
                Pause.briefly();
            }
            return new SmallDisk(folder, mount);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes all the space that is left, until {@link #free}. */
    void fill() {
        try (FileChannel file = FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            while (isWritten(file, chunk)) {
                chunk.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether some of it still found room. */
    private static boolean isWritten(FileChannel file, ByteBuffer chunk) {
        try {
            return file.write(chunk) > 0;
        } catch (IOException full) {
            return false;
        }
    }

    /** Gives that space back. */
    void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    /** Unmounts it; what was on it is gone. */
    @Override
    public void close() {
        mount.stop(Duration.ofSeconds(10));
    }
}
