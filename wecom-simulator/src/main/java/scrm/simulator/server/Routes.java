package scrm.simulator.server;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Which path of the API (relative to /cgi-bin/) is answered by which method of a corp's features. */
public final class Routes {
    private final Map<String, Route> routes = new HashMap<>();

    /** Answers a call by filling the reply, or throws {@link WeComError}. Runs alone in its corp. */
    @FunctionalInterface
    public interface Endpoint {
        void answer(Call call, ObjectNode reply);
    }

    public void get(String path, Endpoint endpoint) {
        routes.put(path, new Route("GET", endpoint, null));
    }

    public void post(String path, Endpoint endpoint) {
        routes.put(path, new Route("POST", endpoint, null));
    }

    /** A write that WeCom refuses with 45035 while another to the same record is in flight. */
    public void postAlone(String path, Function<Call, String> record, Endpoint endpoint) {
        routes.put(path, new Route("POST", endpoint, record));
    }

    @Nullable
    Route route(String path) {
        return routes.get(path);
    }

    record Route(String method, Endpoint endpoint, @Nullable Function<Call, String> record) {}
}
