package scrm.stores;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The stores for integration tests: real servers, one set for the whole build, with a database, a topic prefix and a
 * Redis prefix of their own for whoever asks. Needs no set-up:
 *
 * <pre>{@code
 * @DynamicPropertySource
 * static void stores(DynamicPropertyRegistry registry) {
 *     TestStores.settings().forEach((name, value) -> registry.add(name, () -> value));
 * }
 * }</pre>
 *
 * <p>By default MariaDB 11.4, Kafka and Redis are started as child processes; {@code -Dscrm.mysql=9} takes real MySQL 9
 * instead of MariaDB. Each store can also be one that runs already: {@code SCRM_TEST_MYSQL_URL} (with
 * {@code SCRM_TEST_MYSQL_USER} and {@code SCRM_TEST_MYSQL_PASSWORD}, an account that may create databases),
 * {@code SCRM_TEST_KAFKA_BOOTSTRAP}, {@code SCRM_TEST_REDIS_URL}. A store that cannot be reached fails the test with a
 * sentence that names it; nothing is skipped.
 */
public final class TestStores {
    private static final int PARTITIONS_AT_MOST = 3;

    /** MySQL's limit for the name of a database is 64. */
    private static final int LONGEST_NAME = 60;

    private TestStores() {}

    /**
     * A fresh database, the project's topics under a fresh prefix, and a fresh Redis prefix.
     *
     * @return {@code SCRM_MYSQL_URL}, {@code SCRM_MYSQL_USER}, {@code SCRM_MYSQL_PASSWORD},
     *     {@code SCRM_KAFKA_BOOTSTRAP}, {@code SCRM_REDIS_URL}, {@code SCRM_TOPIC_PREFIX}, {@code SCRM_REDIS_PREFIX}
     * @throws IllegalStateException if a store cannot be reached or started
     */
    public static Map<String, String> settings() {
        String name = freshName();
        Map<String, String> settings = settingsFor(name);
        new Topics(addresses().kafkaBootstrap()).create(name + ".", PARTITIONS_AT_MOST);
        return settings;
    }

    /** As {@link #settings()}, but for tests that do not use Kafka. */
    public static Map<String, String> settingsWithoutTopics() {
        return settingsFor(freshName());
    }

    /** Where the stores are. Starts them if they do not run yet. */
    public static StoreAddresses addresses() {
        return Holder.ADDRESSES;
    }

    /** Unique, and with the test's name in it, so that a look into a server tells what is whose. */
    private static String freshName() {
        String caller = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(type -> type != TestStores.class)
                        .findFirst())
                .map(Class::getSimpleName)
                .orElse("");
        String name = "t_" + UUID.randomUUID().toString().substring(0, 8) + "_" + caller.toLowerCase(Locale.ROOT);
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static Map<String, String> settingsFor(String name) {
        StoreAddresses addresses = addresses();
        new Databases(addresses).create(List.of(name));
        Map<String, String> settings = addresses.settings(name);
        settings.put("SCRM_TOPIC_PREFIX", name + ".");
        settings.put("SCRM_REDIS_PREFIX", name + ":");
        if (Outside.isAny()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(addresses, name)));
        }
        return settings;
    }

    /** A server that goes on after the tests must not keep what they made. */
    private static void forget(StoreAddresses addresses, String name) {
        if (Outside.MYSQL_URL.isPresent()) {
            new Databases(addresses).drop(List.of(name));
        }
        if (Outside.KAFKA_BOOTSTRAP.isPresent()) {
            new Topics(addresses.kafkaBootstrap()).delete(name + ".");
        }
    }

    private static StoreAddresses shared() {
        StoresPlan.Database database = StoresPlan.Database.of(System.getProperty("scrm.mysql", ""));
        Path folder =
                root().resolve("target").resolve("stores-" + database.name().toLowerCase(Locale.ROOT));
        return new SharedStores(folder).join(database, build());
    }

    /** The checkout: tests of one module may be started in another folder. */
    private static Path root() {
        String given = System.getProperty("scrm.root");
        if (given != null && !given.isBlank()) {
            return Path.of(given);
        }
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, folder -> folder.getParent() != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("mvnw")))
                .findFirst()
                .orElse(here);
    }

    /** Whose end the stores await: who was named, else the Maven that runs us, else this JVM (a test in an IDE). */
    private static ProcessStamp build() {
        return Optional.ofNullable(System.getenv("SCRM_TEST_STORES_OWNER"))
                .flatMap(ProcessStamp::ofPid)
                .or(TestStores::maven)
                .orElseGet(() -> ProcessStamp.of(ProcessHandle.current()));
    }

    private static Optional<ProcessStamp> maven() {
        return Stream.iterate(
                        ProcessHandle.current().parent(),
                        Optional::isPresent,
                        parent -> parent.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .filter(ancestor -> ancestor.info()
                        .commandLine()
                        .orElse("")
                        .contains("org.codehaus.plexus.classworlds.launcher.Launcher"))
                .findFirst()
                .map(ProcessStamp::of);
    }

    private static final class Holder {
        private static final StoreAddresses ADDRESSES = Outside.isEvery() ? Outside.only() : Outside.over(shared());
    }

    /** Stores that run already, named in the environment. */
    private static final class Outside {
        static final Optional<String> MYSQL_URL =
                variable("SCRM_TEST_MYSQL_URL").map(Outside::upToDatabase);
        static final Optional<String> KAFKA_BOOTSTRAP = variable("SCRM_TEST_KAFKA_BOOTSTRAP");
        static final Optional<String> REDIS_URL = variable("SCRM_TEST_REDIS_URL");

        static boolean isAny() {
            return MYSQL_URL.isPresent() || KAFKA_BOOTSTRAP.isPresent() || REDIS_URL.isPresent();
        }

        static boolean isEvery() {
            return MYSQL_URL.isPresent() && KAFKA_BOOTSTRAP.isPresent() && REDIS_URL.isPresent();
        }

        static StoreAddresses only() {
            return over(new StoreAddresses("", MySqlUser.NAME, MySqlUser.PASSWORD, "", ""));
        }

        static StoreAddresses over(StoreAddresses ours) {
            boolean outsideDatabase = MYSQL_URL.isPresent();
            return new StoreAddresses(
                    MYSQL_URL.orElse(ours.mysqlUrl()),
                    outsideDatabase ? variable("SCRM_TEST_MYSQL_USER").orElse("root") : ours.mysqlUser(),
                    outsideDatabase ? variable("SCRM_TEST_MYSQL_PASSWORD").orElse("") : ours.mysqlPassword(),
                    KAFKA_BOOTSTRAP.orElse(ours.kafkaBootstrap()),
                    REDIS_URL.orElse(ours.redisUrl()));
        }

        private static Optional<String> variable(String name) {
            return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
        }

        private static String upToDatabase(String url) {
            String withoutOptions = url.replaceAll("\\?.*", "");
            int authority = withoutOptions.indexOf("//") + 2;
            int slash = withoutOptions.indexOf('/', authority);
            return slash < 0 ? withoutOptions + "/" : withoutOptions.substring(0, slash + 1);
        }
    }
}
