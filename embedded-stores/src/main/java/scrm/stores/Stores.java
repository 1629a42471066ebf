package scrm.stores;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * The three servers that the system stands on, started side by side. They listen on 127.0.0.1 alone and end with the
 * process that started them, however that one ends.
 */
public final class Stores implements AutoCloseable {
    private final StoreServer mysql;
    private final StoreServer kafka;
    private final StoreServer redis;

    private Stores(StoreServer mysql, StoreServer kafka, StoreServer redis) {
        this.mysql = mysql;
        this.kafka = kafka;
        this.redis = redis;
    }

    /** The servers of a plan, not yet started. Their ports are chosen here and stay. */
    public static Stores of(StoresPlan plan) {
        Recipe database = switch (plan.database()) {
            case MARIADB -> new MariaDb(plan.durable(), plan.bufferPoolMegabytes());
            case MYSQL_9 -> new MySql9(plan.durable(), plan.bufferPoolMegabytes());
        };
        return new Stores(
                server(plan, database, 13306),
                server(plan, new Kafka(plan.durable()), 19092),
                server(plan, new Redis(), 16379));
    }

    private static StoreServer server(StoresPlan plan, Recipe recipe, int usualPort) {
        Path home = plan.home().resolve(recipe.name()).toAbsolutePath();
        return new StoreServer(recipe, home, plan.usualPorts() ? Ports.preferably(usualPort) : Ports.free());
    }

    /** Starts all three at once and returns when all answer; if one fails, none is left running. */
    public Stores start() {
        try {
            CompletableFuture.allOf(
                            all().map(server -> CompletableFuture.runAsync(server::start, Thread::startVirtualThread))
                                    .toArray(CompletableFuture<?>[]::new))
                    .join();
            return this;
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The server of the MySQL protocol. */
    public StoreServer mysql() {
        return mysql;
    }

    /** The broker. */
    public StoreServer kafka() {
        return kafka;
    }

    /** Redis. */
    public StoreServer redis() {
        return redis;
    }

    /** Takes everything out of Redis, as a restart without its file would. */
    public void emptyRedis() {
        Probe.firstBytesAfter(redis.port(), "FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII), 3);
    }

    /** All three. */
    public Stream<StoreServer> all() {
        return Stream.of(mysql, kafka, redis);
    }

    /** Where clients find them. */
    public StoreAddresses addresses() {
        return new StoreAddresses(
                "jdbc:mysql://127.0.0.1:%d/".formatted(mysql.port()),
                MySqlUser.NAME,
                MySqlUser.PASSWORD,
                "127.0.0.1:" + kafka.port(),
                "redis://127.0.0.1:" + redis.port());
    }

    /** Stops all three and returns when they have ended. */
    @Override
    public void close() {
        List<CompletableFuture<Void>> stops = all().map(
                        server -> CompletableFuture.runAsync(server::stop, Thread::startVirtualThread))
                .toList();
        stops.forEach(CompletableFuture::join);
    }
}
