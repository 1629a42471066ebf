package scrm.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.stores.Databases;
import scrm.stores.GuardedProcess;
import scrm.stores.ProcessStamp;
import scrm.stores.StoreServer;
import scrm.stores.Stores;
import scrm.stores.StoresPlan;
import scrm.stores.Topics;

/**
 * The whole system, owned by this process: when it ends, in whatever way, all others end. {@link #start()} returns when
 * everything is ready; {@link #close()} stops services first and stores last. One stack at a time runs from a folder.
 */
public final class LocalStack implements AutoCloseable {
    private final StackPlan plan;
    private final Progress progress;
    private final FileChannel lock;
    private final Stores stores;
    private final DevelopmentIssuer issuer;
    private final ServiceToken serviceToken;
    private final List<DevelopmentCorp> corps;
    private final Map<Service, RunningProcess> services = new EnumMap<>(Service.class);
    private final Map<Service, ExecutableJar> jars = new EnumMap<>(Service.class);
    private final Map<Service, Map<String, String>> environments = new EnumMap<>(Service.class);
    private final List<RunningProcess> others = new CopyOnWriteArrayList<>();
    private final ServiceSettings settings;
    private final @Nullable RunningProcess simulator;
    private volatile boolean ready;
    private volatile boolean closing;

    private LocalStack(StackPlan plan, Progress progress, FileChannel lock) throws IOException {
        this.plan = plan;
        this.progress = progress;
        this.lock = lock;
        this.settings = new ServiceSettings(plan);
        this.stores =
                Stores.of(new StoresPlan(plan.home().resolve("stores"), plan.database(), true, plan.usualPorts()));
        this.issuer = DevelopmentIssuer.in(plan.home());
        this.serviceToken = new ServiceToken(issuer, plan.home());
        this.corps = plan.corpsFile() == null ? DevelopmentCorp.in(plan.home().resolve("corps.yaml")) : List.of();
        this.simulator = plan.wecomBaseUrl() == null ? SimulatorProcess.of(plan) : null;
    }

    /**
     * A stack that is not started yet.
     *
     * @throws Failure if one runs from that folder already
     */
    public static LocalStack of(StackPlan plan, Progress progress) {
        try {
            Files.createDirectories(plan.home().resolve("logs"));
            FileChannel lock =
                    FileChannel.open(plan.home().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isOurs(lock)) {
                lock.close();
                throw new Failure("A stack runs from %s already: ./scrm down stops it".formatted(plan.home()));
            }
            return new LocalStack(plan, progress, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts everything and returns when all is ready; if something fails, nothing is left running. */
    public LocalStack start() {
        try {
            writeState();
            URI keys = issuer.publish(plan.port(18099));
            serviceToken.keepFresh();
            Stream<CompletableFuture<?>> first = Stream.concat(
                    Stream.concat(stores.all().map(this::startStore), Stream.of(startSimulator())),
                    layOut(plan.root()));
            SideBySide.join(first.toList());
            progress.step("databases and topics", this::createDatabasesAndTopics);
            for (Service service : jars.keySet()) {
                services.put(service, process(service, keys));
            }
            writeState();
            SideBySide.join(services.values().stream().map(this::startService).toList());
            ready = true;
            writeState();
            return this;
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What it was made from. */
    public StackPlan plan() {
        return plan;
    }

    /** The stores. */
    public Stores stores() {
        return stores;
    }

    /** A service. */
    public RunningProcess service(Service service) {
        return Optional.ofNullable(services.get(service))
                .orElseThrow(() -> new Failure("The services have not been started"));
    }

    /**
     * One more instance of a service, on ports of its own; not started yet.
     *
     * @param ahead by how much its clock is ahead of the others'; negative: behind
     */
    public RunningProcess another(Service service, Duration ahead) {
        return another(service, ahead, Map.of());
    }

    /**
     * One more instance of a service, as above.
     *
     * @param settings environment variables that differ from the others'
     */
    public RunningProcess another(Service service, Duration ahead, Map<String, String> settings) {
        String name = service.module() + "-" + (others.size() + 2);
        Path clock = plan.home().resolve("clock-" + name);
        try {
            Files.writeString(clock, clockAhead().plus(ahead).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ServiceSettings.Instance instance = ServiceSettings.Instance.onFreePorts(clock);
        Map<String, String> own = new LinkedHashMap<>(environments.getOrDefault(service, Map.of()));
        own.putAll(instance.environment());
        own.putAll(settings);
        RunningProcess process = new RunningProcess(
                name, () -> command(service), own, plan.home().resolve("logs"), instance.url(), instance.readiness());
        others.add(process);
        return process;
    }

    /** What is started from now on is of the build in that checkout; what runs goes on as it is. */
    public void upgrade(Path root) {
        SideBySide.join(layOut(root).toList());
    }

    /** Migrates every database as the step of its own that a roll-out begins with. @throws Failure if one fails */
    public void migrate() {
        SideBySide.join(Stream.of(Service.values())
                .map(service ->
                        SideBySide.begin(() -> progress.step(service.module() + "'s schema", () -> migrate(service))))
                .toList());
    }

    private void migrate(Service service) {
        Map<String, String> own = new LinkedHashMap<>(environments.getOrDefault(service, Map.of()));
        own.put("SCRM_MIGRATE", "only");
        Path logs = plan.home().resolve("logs").toAbsolutePath();
        GuardedProcess job = GuardedProcess.start(
                service.module() + "'s migration",
                command(service),
                logs,
                own,
                logs.resolve(service.module() + "-migration.log"));
        if (job.onExit().join() != 0) {
            throw new Failure("%s failed; its log %s ends:%n%s".formatted(job.name(), job.log(), job.lastLogLines()));
        }
    }

    /** The development corps; none if a corps file was given. */
    public List<DevelopmentCorp> corps() {
        return corps;
    }

    /** This stack as a client sees it. */
    public StackClient client() {
        return new StackClient(plan.home(), gatewayUrl(), simulator == null ? null : simulator.url());
    }

    /** Where the gateway serves. */
    public URI gatewayUrl() {
        return settings.url(Service.GATEWAY);
    }

    /** Where a service tells of its health and its metrics. */
    public URI management(Service service) {
        return settings.management(service);
    }

    /** Where everything serves, by name. */
    public Map<String, String> urls() {
        Map<String, String> urls = new LinkedHashMap<>();
        services.forEach(
                (service, process) -> urls.put(service.module(), process.url().toString()));
        if (simulator != null) {
            urls.put("simulator", simulator.url().toString());
        }
        urls.put("mysql", stores.addresses().jdbcUrl(""));
        urls.put("kafka", stores.addresses().kafkaBootstrap());
        urls.put("redis", stores.addresses().redisUrl());
        return urls;
    }

    /** Makes later starts quick: trains an AOT cache for each service that has none, one after the other. */
    public void trainCaches() {
        jars.forEach((service, jar) -> {
            if (!jar.isTrained() && !closing) {
                try {
                    jar.train(
                            plan.jvmOptions(),
                            environments.getOrDefault(service, Map.of()),
                            plan.home().resolve("logs/training.log"));
                } catch (IOException | RuntimeException e) {
                    progress.say("No quick start for " + service.module() + ": " + e.getMessage());
                }
            }
        });
    }

    /** Stops everything; services first, so that they can finish what they do. */
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        jars.values().forEach(ExecutableJar::stopTraining);
        SideBySide.join(Stream.concat(services.values().stream(), others.stream())
                .map(service -> SideBySide.begin(service::stop))
                .toList());
        if (simulator != null) {
            simulator.stop();
        }
        stores.close();
        serviceToken.close();
        try {
            StackState.delete(plan.home());
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CompletableFuture<?> startStore(StoreServer store) {
        return SideBySide.begin(() -> progress.step(store.name() + " on port " + store.port(), store::start));
    }

    private CompletableFuture<?> startSimulator() {
        RunningProcess wecom = simulator;
        if (wecom == null) {
            return CompletableFuture.completedFuture(null);
        }
        return SideBySide.begin(() -> progress.step("simulated WeCom at " + wecom.url(), () -> {
            start(wecom);
            Json control = client().simulator();
            corps.forEach(corp -> control.post(
                    "/simulator/corps", corp.definition(gatewayUrl() + "/wecom/callback/" + corp.corpId())));
            control.post("/simulator/clock", Map.of("advance", clockAhead().toString()));
        }));
    }

    private CompletableFuture<?> startService(RunningProcess service) {
        return SideBySide.begin(() -> progress.step(service.name(), () -> start(service)));
    }

    private void start(RunningProcess process) {
        if (closing) {
            return;
        }
        process.launch();
        process.awaitReady(progress);
        process.onUnexpectedEnd(() -> {
            if (!closing) {
                progress.say("%s has ended by itself; its log %s ends:%n%s"
                        .formatted(process.name(), process.log(), process.lastLogLines()));
            }
        });
    }

    private Stream<CompletableFuture<?>> layOut(Path root) {
        return Stream.of(Service.values()).map(service -> layOut(root, service));
    }

    private CompletableFuture<?> layOut(Path root, Service service) {
        return SideBySide.begin(() -> {
            try {
                Path jar = ExecutableJar.built(root, service.module())
                        .orElseThrow(() -> new Failure(service.module() + " has not been built: run ./mvnw package"));
                ExecutableJar extracted = ExecutableJar.extracted(jar, service.module(), root.resolve(".scrm/apps"));
                synchronized (jars) {
                    jars.put(service, extracted);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void createDatabasesAndTopics() {
        new Databases(stores.addresses())
                .create(Stream.of(Service.values()).map(Service::database).toList());
        new Topics(stores.addresses().kafkaBootstrap()).create("", Integer.MAX_VALUE);
    }

    private RunningProcess process(Service service, URI keys) {
        Map<String, String> own = settings.environment(service, stores.addresses(), wecomBaseUrl(), corpsFile(), keys);
        environments.put(service, own);
        return new RunningProcess(
                service.module(),
                () -> command(service),
                own,
                plan.home().resolve("logs"),
                settings.url(service),
                settings.readiness(service));
    }

    /** Of the build that was laid out last. */
    private List<String> command(Service service) {
        return Optional.ofNullable(jars.get(service)).orElseThrow().command(plan.jvmOptions());
    }

    private URI wecomBaseUrl() {
        return simulator != null
                ? simulator.url()
                : Optional.ofNullable(plan.wecomBaseUrl()).orElseThrow();
    }

    private Path corpsFile() {
        return Optional.ofNullable(plan.corpsFile()).orElse(plan.home().resolve("corps.yaml"));
    }

    private Duration clockAhead() {
        try {
            return client().ahead();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeState() throws IOException {
        Map<String, String> processes = new LinkedHashMap<>();
        stores.all().filter(StoreServer::isRunning).forEach(store -> processes.put(store.name(), stamp(store.pid())));
        List<RunningProcess> ours = new ArrayList<>(services.values());
        Optional.ofNullable(simulator).ifPresent(ours::add);
        ours.stream()
                .filter(RunningProcess::isRunning)
                .forEach(process -> processes.put(process.name(), stamp(process.pid())));
        new StackState(
                        ProcessStamp.of(ProcessHandle.current()).toString(),
                        processes,
                        urls(),
                        managementUrls(),
                        corps.stream().map(DevelopmentCorp::corpId).toList(),
                        ready)
                .write(plan.home());
    }

    private Map<String, String> managementUrls() {
        Map<String, String> urls = new LinkedHashMap<>();
        services.keySet()
                .forEach(service ->
                        urls.put(service.module(), management(service).toString()));
        return urls;
    }

    private static String stamp(long pid) {
        return ProcessHandle.of(pid)
                .map(ProcessStamp::of)
                .map(ProcessStamp::toString)
                .orElse("");
    }

    private static boolean isOurs(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
