package scrm.localstack.faults;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import scrm.localstack.Json;
import scrm.localstack.RunningProcess;
import scrm.localstack.Service;

/** The instances of a service that get requests, in turn; what a load balancer does. */
final class Rotation {
    /** As long as {@code preStop} waits at least, so that whoever has just been sent there arrives. */
    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(1);

    private static final Map<Service, String> READ = Map.of(
            Service.TAG, "/external-contacts",
            Service.GROUP, "/group-chats",
            Service.SOP, "/plans",
            Service.CHANNEL, "/attributions");

    private final FaultContext context;
    private final Service service;
    private final AtomicLong turn = new AtomicLong();
    private volatile List<RunningProcess> instances;

    /** Begins with the instance that the stack has. */
    Rotation(FaultContext context, Service service) {
        this.context = context;
        this.service = service;
        this.instances = List.of(context.stack().service(service));
    }

    Service service() {
        return service;
    }

    /** Where the next request goes. */
    URI next() {
        List<RunningProcess> now = instances;
        return now.get((int) (turn.getAndIncrement() % now.size())).url();
    }

    /** REST of a corp at whoever is next, for who brings a token along. */
    Json rest(FaultCorp corp) {
        return new Json(URI.create(next() + "/v1/corps/" + corp.corpId()), null);
    }

    /** Sends requests to an instance that has been launched, once it is ready. */
    void admit(RunningProcess instance) {
        context.progress().step(instance.name(), () -> instance.awaitReady(context.progress()));
        List<RunningProcess> more = new ArrayList<>(instances);
        more.add(instance);
        instances = List.copyOf(more);
        context.last(UNTIL_KNOWN);
    }

    /** Sends no more requests to an instance and ends it in an orderly way; returns the milliseconds that it took. */
    long retire(RunningProcess instance) {
        instances = instances.stream().filter(other -> other != instance).toList();
        context.last(UNTIL_KNOWN);
        long begin = System.nanoTime();
        instance.stop();
        return (System.nanoTime() - begin) / 1_000_000;
    }

    /** Whether whoever is next reads something of the corp. */
    boolean reads(FaultCorp corp) {
        String resource = READ.getOrDefault(service, "/channels");
        return rest(corp)
                .send("GET", resource + "?limit=50", null, "Authorization", context.bearer(corp))
                .isOk();
    }
}
