package scrm.simulator.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP server: the API under /cgi-bin/, the control API beside it. One virtual thread per request. */
public final class ApiServer implements AutoCloseable {
    static {
        // Without it, Nagle's algorithm adds 40 ms to every reply on a kept connection.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Longer than any client keeps an idle connection, so that no call meets one that is just being closed.
        System.setProperty("sun.net.httpserver.idleInterval", "600");
        // Load generators keep hundreds of connections; beyond this number each reply would close its own.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();
    private final Faults faults = new Faults();
    private final Ledger ledger = new Ledger();
    private final Tokens tokens;
    private final IpBans ipBans;
    private final Gate gate;

    /** Binds, without serving yet. */
    public ApiServer(String host, int port, Clock clock) {
        tokens = new Tokens(clock);
        ipBans = new IpBans(clock);
        gate = new Gate(tenants, tokens, ipBans, faults, ledger, clock);
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 4096);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + host + ":" + port, e);
        }
        server.setExecutor(executor);
        server.createContext("/cgi-bin/", gate);
        server.createContext("/", ApiServer::notFound);
    }

    /** Serves; {@code control} answers everything under /simulator. */
    public void start(HttpHandler control) {
        server.createContext("/simulator", control);
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    public void admit(String corpId, Tenant tenant) {
        tenants.put(corpId, tenant);
    }

    public Faults faults() {
        return faults;
    }

    public Ledger ledger() {
        return ledger;
    }

    public IpBans ipBans() {
        return ipBans;
    }

    public void latency(Latency latency) {
        gate.latency(latency);
    }

    public void revokeTokens(Tenant tenant) {
        tokens.revoke(tenant);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static void notFound(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(404, -1);
        }
    }
}
