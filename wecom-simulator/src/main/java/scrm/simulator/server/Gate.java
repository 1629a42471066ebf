package scrm.simulator.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Takes every API call from arrival to reply: faults, access, quotas, the feature's answer, the ledger. */
final class Gate implements HttpHandler {
    private static final String PREFIX = "/cgi-bin/";
    private static final System.Logger LOG = System.getLogger(Gate.class.getName());
    private static final int BODY_LIMIT = 24 << 20;

    private final Map<String, Tenant> tenants;
    private final Tokens tokens;
    private final IpBans ipBans;
    private final Faults faults;
    private final Ledger ledger;
    private final Clock clock;
    private volatile Latency latency = Latency.NONE;

    Gate(Map<String, Tenant> tenants, Tokens tokens, IpBans ipBans, Faults faults, Ledger ledger, Clock clock) {
        this.tenants = tenants;
        this.tokens = tokens;
        this.ipBans = ipBans;
        this.faults = faults;
        this.ledger = ledger;
        this.clock = clock;
    }

    void latency(Latency newLatency) {
        latency = newLatency;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long started = System.nanoTime();
        Instant at = clock.instant();
        String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
        Query query = new Query(exchange.getRequestURI().getRawQuery());
        byte[] raw = exchange.getRequestBody().readNBytes(BODY_LIMIT);
        Call call = new Call(query, raw, exchange.getRequestHeaders().getFirst("Content-Type"));
        Tenant tenant = path.equals("gettoken") ? named(query.get("corpid")) : tokens.tenant(query.get("access_token"));
        String corpId = tenant == null ? null : tenant.world().corpId();

        Fault fault = faults.hit(corpId, path);
        Outcome outcome = answer(exchange, path, call, tenant, fault);

        String body = isUpload(call) ? "" : new String(raw, StandardCharsets.UTF_8);
        // Written down before the reply leaves, so that whoever has the reply finds the call in the ledger.
        ledger.add(new ApiCall(
                0,
                at,
                corpId,
                exchange.getRequestMethod(),
                path,
                query.withoutSecrets(),
                body,
                outcome.status,
                outcome.errcode,
                outcome.executed,
                path.equals("gettoken") ? "" : outcome.reply,
                (System.nanoTime() - started) / 1000));
        send(exchange, outcome);
    }

    /** Everything between arrival and reply that takes WeCom's time. */
    private Outcome answer(
            HttpExchange exchange, String path, Call call, @Nullable Tenant tenant, @Nullable Fault fault) {
        Duration delay = latency.sample(ThreadLocalRandom.current());
        if (fault != null && fault.latency() != null) {
            delay = delay.plus(fault.latency().sample(ThreadLocalRandom.current()));
        }
        if (fault != null && !fault.executes()) {
            pause(delay);
            return broken(fault);
        }
        String ip = exchange.getRemoteAddress().getAddress().getHostAddress();
        Outcome outcome;
        try {
            ipBans.check(ip);
            outcome = path.equals("gettoken")
                    ? gettoken(call.query(), tenant, ip, delay)
                    : call(exchange.getRequestMethod(), path, call, tenant, delay);
        } catch (WeComError e) {
            outcome = refused(e.errcode(), e.getMessage() + ", from ip: " + ip);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the simulator fails at " + path, e);
            outcome = refused(-1, "system busy");
        }
        return fault != null && fault.dropReply() ? outcome.withoutReply() : outcome;
    }

    private Outcome gettoken(Query query, @Nullable Tenant tenant, String ip, Duration delay) {
        if (tenant == null) {
            pause(delay);
            ipBans.wrongSecret(ip);
            throw new WeComError(40013, "invalid corpid");
        }
        tenant.quotas().enter("gettoken", null);
        try {
            pause(delay);
            if (!tenant.hasSecret(query.get("corpsecret"))) {
                ipBans.wrongSecret(ip);
                throw new WeComError(40001, "invalid credential");
            }
            Tokens.Token token = tokens.issue(tenant);
            ObjectNode reply = ok();
            reply.put("access_token", token.value());
            reply.put(
                    "expires_in",
                    Duration.between(clock.instant(), token.expiresAt()).toSeconds());
            return new Outcome(200, 0, true, reply.toString());
        } finally {
            tenant.quotas().leave("gettoken", null);
        }
    }

    private Outcome call(String method, String path, Call call, @Nullable Tenant tenant, Duration delay) {
        tokens.check(call.query().get("access_token"));
        if (tenant == null) {
            throw new WeComError(40014, "invalid access_token");
        }
        tenant.checkAccess(path);
        Routes.Route route = tenant.routes().route(path);
        if (route == null) {
            return new Outcome(404, 0, false, "");
        }
        if (!route.method().equals(method) && !method.equals("POST")) {
            throw new WeComError(43002, "require POST method");
        }
        String record = route.record() == null ? null : route.record().apply(call);
        tenant.quotas().enter(path, record);
        try {
            pause(delay.dividedBy(2));
            ObjectNode reply = ok();
            synchronized (tenant.world()) {
                tenant.world().ripen();
                route.endpoint().answer(call, reply);
            }
            pause(delay.dividedBy(2));
            return new Outcome(200, reply.path("errcode").asInt(0), true, reply.toString());
        } finally {
            tenant.quotas().leave(path, record);
        }
    }

    private @Nullable Tenant named(@Nullable String corpId) {
        return corpId == null ? null : tenants.get(corpId);
    }

    private static Outcome broken(Fault fault) {
        if (fault.reset()) {
            return new Outcome(0, 0, false, "");
        }
        if (fault.nonJson() || fault.errcode() == null) {
            int status = fault.status() == null ? 200 : fault.status();
            return new Outcome(status, 0, false, "<html><body>" + status + " Bad Gateway</body></html>");
        }
        Outcome refused = refused(fault.errcode(), "as scripted");
        return fault.status() == null ? refused : new Outcome(fault.status(), refused.errcode, false, refused.reply);
    }

    private static Outcome refused(int errcode, String errmsg) {
        ObjectNode reply = Call.JSON.createObjectNode();
        reply.put("errcode", errcode);
        reply.put("errmsg", errmsg + ", more info at https://open.work.weixin.qq.com/devtool/query?e=" + errcode);
        return new Outcome(200, errcode, false, reply.toString());
    }

    private static ObjectNode ok() {
        return Call.JSON.createObjectNode().put("errcode", 0).put("errmsg", "ok");
    }

    private static void send(HttpExchange exchange, Outcome outcome) throws IOException {
        try (exchange) {
            if (outcome.status == 0) {
                return; // Closing without headers ends the connection.
            }
            byte[] bytes = outcome.reply.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            outcome.reply.startsWith("<") ? "text/html" : "application/json; charset=UTF-8");
            exchange.sendResponseHeaders(outcome.status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static boolean isUpload(Call call) {
        return call.contentType() != null && call.contentType().startsWith("multipart/");
    }

    private static void pause(Duration span) {
        if (span.isPositive()) {
            try {
                Thread.sleep(span);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new WeComError(-1, "the simulator is closing");
            }
        }
    }

    private record Outcome(int status, int errcode, boolean executed, String reply) {
        Outcome withoutReply() {
            return new Outcome(0, errcode, executed, reply);
        }
    }
}
