package scrm.simulator.callback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every callback of the simulator, whether it reached anybody or not. Keeps the newest 200,000. */
public final class CallbackLog {
    private static final int KEPT = 200_000;

    private final Journal<Sending> journal = new Journal<>(KEPT);

    /** Reads on after a delivery's number; null: of all corps. */
    public List<Delivery> after(@Nullable String corpId, long number, int limit) {
        return journal.after(number, limit, sending -> sending.isOf(corpId)).stream()
                .map(Sending::show)
                .toList();
    }

    Sending begin(String corpId, CallbackEvent event, Instant at) {
        return journal.add(number -> new Sending(number, corpId, at, event));
    }
}
