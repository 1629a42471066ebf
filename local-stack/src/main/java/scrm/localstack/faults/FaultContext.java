package scrm.localstack.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.localstack.DevelopmentIssuer;
import scrm.localstack.Json;
import scrm.localstack.LocalStack;
import scrm.localstack.Pause;
import scrm.localstack.Progress;
import scrm.localstack.Service;
import scrm.localstack.StackPlan;

/**
 * What a row works with.
 *
 * @param stack runs, whole, when a row begins
 * @param progress tells how far it is
 * @param seed of whatever is random
 * @param isShort minutes instead of hours
 * @param old the revision that is run beside the present one; null: the nearest that lacks migrations
 */
public record FaultContext(
        LocalStack stack,
        Progress progress,
        long seed,
        boolean isShort,
        @Nullable String old) {
    /**
     * Where webhooks may go on this machine. Nothing else listens there: to 127.0.0.1, where all of a stack does, they
     * may as little go as in production.
     */
    public static final String WEBHOOK_ADDRESS = "127.0.0.2";

    /** One of two sizes. */
    public int size(int whenShort, int whenFull) {
        return isShort ? whenShort : whenFull;
    }

    /** Waits until something holds, for that long at most; tells whether it came to hold. */
    public boolean await(String what, Duration patience, BooleanSupplier condition) {
        return progress.await(what, patience, condition);
    }

    /** Where a row has a stack of its own. */
    Path home(FaultRow row) {
        return stack.plan().home().resolve(row.id());
    }

    /** A stack of the row's own beside the one of all rows, with the jars of that checkout; whoever asks closes it. */
    FaultContext withOwnStack(FaultRow row, Path root) {
        StackPlan plan = StackPlan.usual(root, home(row))
                .onFreePorts()
                .with(stack.plan().database())
                .withWebhooksTo(stack.plan().webhookAddress());
        return new FaultContext(LocalStack.of(plan, progress).start(), progress, seed, isShort, old);
    }

    /** The first figure of a service's metric; 0 if there is none yet. */
    long metric(Service service, String name) {
        Json.Answer answer = new Json(stack.service(service).management(), null).send("GET", "/metrics/" + name, null);
        return answer.isOk() ? answer.body().at("/measurements/0/value").asLong() : 0;
    }

    /** A corp that no other row uses, with members, a channel and a live code. */
    public FaultCorp corp(FaultRow row) {
        return corp(row, "");
    }

    /** One more such corp; the suffix tells it from the row's others. */
    public FaultCorp corp(FaultRow row, String suffix) {
        return FaultCorp.open(
                this, "wwfault" + row.id().toLowerCase(Locale.ROOT) + "x" + Long.toHexString(seed) + suffix);
    }

    /** Lets time pass while a fault lasts. */
    public void last(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Pause.briefly();
        }
    }

    /** What the services have committed to. */
    List<Operation> operations() {
        return Operation.all(stack.plan().root());
    }

    /** Where an operation can be called: at the gateway, and at its service itself. */
    List<URI> doors(Operation operation) {
        return List.of(stack.gatewayUrl(), stack.service(operation.service()).url());
    }

    /** Signs the tokens of this stack. */
    DevelopmentIssuer issuer() {
        try {
            return DevelopmentIssuer.in(stack.plan().home());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The header of whoever may do everything in a corp, and nothing in another. */
    String bearer(FaultCorp corp) {
        return bearer(corp, everyScope());
    }

    String bearer(FaultCorp corp, Collection<String> scopes) {
        return "Bearer " + issuer().token(List.of(corp.corpId()), String.join(" ", scopes), Duration.ofHours(1));
    }

    static List<String> everyScope() {
        return Stream.concat(
                        Stream.of("audit:read"),
                        Stream.of(Service.values())
                                .map(service -> service == Service.GATEWAY ? "ops" : service.scope())
                                .flatMap(scope -> Stream.of(scope + ":read", scope + ":write")))
                .toList();
    }

    /** How many there are, and the first few. */
    static String count(Collection<String> found) {
        return found.size()
                + (found.isEmpty() ? "" : found.stream().limit(100).collect(Collectors.joining("; ", " (", ")")));
    }
}
