package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import scrm.localstack.Json;

/** What requests were answered while a store could not work: they should be told when to come back. */
final class Refusals {
    private final List<String> others = new ArrayList<>();
    private int asked;
    private int taken;
    private int clear;
    private Duration slowest = Duration.ZERO;

    /** Sends one; tells whether it was taken all the same. */
    boolean ask(FaultCorp corp, String method, String path, Map<String, Object> body, String... headers) {
        long begin = System.nanoTime();
        Json.Answer answer = corp.rest().send(method, path, body, headers);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        asked++;
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
        if (answer.isOk()) {
            taken++;
        } else if (answer.status() == 503
                && answer.header("Retry-After").isPresent()
                && answer.body().hasNonNull("code")) {
            clear++;
        } else {
            others.add("%s %s answered %d".formatted(method, path, answer.status()));
        }
        return answer.isOk();
    }

    int asked() {
        return asked;
    }

    int taken() {
        return taken;
    }

    /** 503 with {@code Retry-After}. */
    int clear() {
        return clear;
    }

    /** Refused in another way. */
    List<String> others() {
        return List.copyOf(others);
    }

    Duration slowest() {
        return slowest;
    }
}
