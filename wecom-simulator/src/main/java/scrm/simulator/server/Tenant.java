package scrm.simulator.server;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** A corp as the API server sees it: what is needed to let its calls in, and who answers them. */
public final class Tenant {
    private final World world;
    private final Routes routes;
    private final Quotas quotas;
    private volatile String secret;
    private volatile boolean ipTrusted = true;
    private volatile boolean apiGranted = true;

    public Tenant(World world, Routes routes, Clock clock, String secret) {
        this.world = world;
        this.routes = routes;
        this.quotas = new Quotas(clock);
        this.secret = secret;
        quotas.limits("get_jsapi_ticket", new Limits(0, 400, 0, false));
        quotas.limits("ticket/get", new Limits(0, 100, 0, false));
    }

    public void secret(String newSecret) {
        secret = newSecret;
    }

    public void ipTrusted(boolean trusted) {
        ipTrusted = trusted;
    }

    public void apiGranted(boolean granted) {
        apiGranted = granted;
    }

    /** Sets the limits of one path, or of all others if null. */
    public void limits(@Nullable String path, Limits limits) {
        quotas.limits(path, limits);
    }

    World world() {
        return world;
    }

    Routes routes() {
        return routes;
    }

    Quotas quotas() {
        return quotas;
    }

    boolean hasSecret(@Nullable String offered) {
        return secret.equals(offered);
    }

    void checkAccess(String path) {
        if (!ipTrusted) {
            throw new WeComError(60020, "not allow to access from your ip");
        }
        if (!apiGranted && path.startsWith("externalcontact/")) {
            throw new WeComError(48002, "api forbidden");
        }
    }
}
