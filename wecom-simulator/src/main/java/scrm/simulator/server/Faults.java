package scrm.simulator.server;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The fault script: what is to go wrong, and how often it did. The first fault added that hits a call wins. */
public final class Faults {
    private final List<Scripted> script = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();

    /** Adds a fault; returns its id. */
    public long add(Fault fault) {
        Scripted scripted = new Scripted(ids.incrementAndGet(), fault);
        script.add(scripted);
        return scripted.id;
    }

    public void remove(long id) {
        script.removeIf(scripted -> scripted.id == id);
    }

    public void clear() {
        script.clear();
    }

    /** All faults that are in force, with how often each has hit. */
    public List<Active> active() {
        return script.stream().map(Scripted::show).toList();
    }

    @Nullable
    Fault hit(@Nullable String corpId, String path) {
        for (Scripted scripted : script) {
            if (scripted.fault.concerns(corpId, path) && scripted.strikes()) {
                return scripted.fault;
            }
        }
        return null;
    }

    /** A fault in force. */
    public record Active(long id, Fault fault, int hits) {}

    private static final class Scripted {
        private final long id;
        private final Fault fault;
        private final SplittableRandom random;
        private int hits;

        Scripted(long id, Fault fault) {
            this.id = id;
            this.fault = fault;
            this.random = new SplittableRandom(fault.seed());
        }

        synchronized boolean strikes() {
            if (spent() || (fault.probability() < 1 && random.nextDouble() >= fault.probability())) {
                return false;
            }
            hits++;
            return true;
        }

        synchronized boolean spent() {
            return fault.count() > 0 && hits >= fault.count();
        }

        synchronized Active show() {
            return new Active(id, fault, hits);
        }
    }
}
