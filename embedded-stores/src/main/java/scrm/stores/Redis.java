package scrm.stores;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Redis 7.0 from the binaries that embedded-redis publishes for Linux and macOS; its Java library is not used. */
final class Redis implements Recipe {
    /** A resource that is in the jar of binaries for every platform. */
    static final String SOME_RESOURCE = "redis/embedded/RedisServer.class";

    private static final String VERSION = "7.0.15";

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public void prepare(Path home) throws IOException {
        Files.createDirectories(home.resolve("redis-data"));
    }

    @Override
    public List<String> command(Path home, int port) throws IOException {
        return List.of(
                program().toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                home.resolve("redis-data").toString(),
                "--save",
                "",
                "--appendonly",
                "yes");
    }

    @Override
    public boolean isReady(Path home, int port) {
        byte[] ping = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
        return Probe.firstBytesAfter(port, ping, 5).equals("+PONG");
    }

    private static Path program() throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        String file = "redis-server-" + VERSION + "-" + os + "-" + arch;
        Path jar = Binaries.holderOf(file, "embedded-redis is not on the class path: it carries " + file);
        Path program = Binaries.unpacked("redis-" + VERSION + "-" + os + "-" + arch, jar, "", file::equals)
                .resolve(file);
        if (!Files.isExecutable(program) && !program.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + program + " executable");
        }
        return program;
    }
}
