package scrm.simulator;

import java.net.URI;
import java.util.List;

import scrm.simulator.callback.Delivery;
import scrm.simulator.server.Faults;
import scrm.simulator.server.Latency;
import scrm.simulator.server.Ledger;

/**
 * A WeCom of one's own on 127.0.0.1: the API under {@code /cgi-bin}, the control API under {@code /simulator}, and the
 * same control as Java. State is kept in memory only.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class WeComSimulator implements AutoCloseable {
    private WeComSimulator() {}

    /** Starts on a free port. */
    public static WeComSimulator start() {
        return start(0);
    }

    /** Starts on the given port, 0 for a free one. */
    public static WeComSimulator start(int port) {
        throw new UnsupportedOperationException();
    }

    /** What a client takes as base URL, without a trailing slash. */
    public URI baseUrl() {
        throw new UnsupportedOperationException();
    }

    /** The corp of this id, made by {@link CorpDefinition#of} if it is not there yet. */
    public Corp corp(String corpId) {
        throw new UnsupportedOperationException();
    }

    /** Makes a corp, or gives one that is there new secrets, token, key and URL. */
    public Corp corp(CorpDefinition definition) {
        throw new UnsupportedOperationException();
    }

    public SimulatorClock clock() {
        throw new UnsupportedOperationException();
    }

    public Ledger ledger() {
        throw new UnsupportedOperationException();
    }

    public Faults faults() {
        throw new UnsupportedOperationException();
    }

    /** How long every answer takes from now on, faults aside. */
    public void latency(Latency latency) {
        throw new UnsupportedOperationException();
    }

    /** All callbacks of all corps, oldest first. */
    public List<Delivery> callbacks() {
        throw new UnsupportedOperationException();
    }

    /** Ends the server at once; what is in flight is cut off. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
