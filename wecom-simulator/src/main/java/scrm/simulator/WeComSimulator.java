package scrm.simulator;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import scrm.simulator.callback.CallbackLog;
import scrm.simulator.callback.Delivery;
import scrm.simulator.server.ApiServer;
import scrm.simulator.server.Faults;
import scrm.simulator.server.IpBans;
import scrm.simulator.server.Latency;
import scrm.simulator.server.Ledger;

/**
 * A WeCom of one's own on 127.0.0.1: the API under {@code /cgi-bin}, the control API under {@code /simulator}, and the
 * same control as Java. State is kept in memory only.
 */
public final class WeComSimulator implements AutoCloseable {
    private final SimulatorClock clock = new SimulatorClock(this::ripen);
    private final CallbackLog callbackLog = new CallbackLog();
    private final Map<String, Corp> corps = new ConcurrentSkipListMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(executor)
            .build();
    private final ApiServer server;
    private final long seed;

    private WeComSimulator(String host, int port, long seed) {
        this.seed = seed;
        this.server = new ApiServer(host, port, clock);
    }

    /** Starts on a free port. */
    public static WeComSimulator start() {
        return start(0);
    }

    /** Starts on the given port, 0 for a free one. */
    public static WeComSimulator start(int port) {
        return start("127.0.0.1", port, 1);
    }

    /**
     * Starts.
     *
     * @param seed of all ids: the same acts after the same seed give the same ids
     */
    public static WeComSimulator start(String host, int port, long seed) {
        WeComSimulator simulator = new WeComSimulator(host, port, seed);
        simulator.server.start(new Control(simulator));
        return simulator;
    }

    /** What a client takes as base URL, without a trailing slash. */
    public URI baseUrl() {
        InetSocketAddress address = server.address();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    /** The corp of this id, made by {@link CorpDefinition#of} if it is not there yet. */
    public Corp corp(String corpId) {
        return corps.computeIfAbsent(corpId, id -> make(CorpDefinition.of(id)));
    }

    /** Makes a corp, or gives one that is there new secrets, token, key and URL. */
    public Corp corp(CorpDefinition definition) {
        return corps.compute(definition.corpId(), (id, corp) -> {
            if (corp == null) {
                return make(definition);
            }
            corp.redefine(definition);
            return corp;
        });
    }

    public Collection<Corp> corps() {
        return List.copyOf(corps.values());
    }

    public SimulatorClock clock() {
        return clock;
    }

    public Ledger ledger() {
        return server.ledger();
    }

    public Faults faults() {
        return server.faults();
    }

    public IpBans ipBans() {
        return server.ipBans();
    }

    /** How long every answer takes from now on, faults aside. */
    public void latency(Latency latency) {
        server.latency(latency);
    }

    /** All callbacks of all corps, oldest first. */
    public List<Delivery> callbacks() {
        return callbackLog.after(null, 0, Integer.MAX_VALUE);
    }

    /** Does what has fallen due by time alone, such as handing over contacts. */
    private void ripen() {
        corps.values().forEach(corp -> corp.features().world.ripen());
    }

    /** Ends the server at once; what is in flight is cut off. */
    @Override
    public void close() {
        server.close();
        corps.values().forEach(Corp::close);
        http.shutdownNow();
        executor.shutdownNow();
    }

    CallbackLog callbackLog() {
        return callbackLog;
    }

    private Corp make(CorpDefinition definition) {
        Corp corp = new Corp(definition, clock, seed, server, http, callbackLog);
        server.admit(definition.corpId(), corp.tenant());
        return corp;
    }
}
