package scrm.simulator;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.simulator.callback.CallbackEvent;
import scrm.simulator.callback.CallbackMode;
import scrm.simulator.callback.Delivery;
import scrm.simulator.callback.SignedCallback;
import scrm.simulator.server.Limits;

/** One simulated corp: its people, its limits, its callbacks. */
@SuppressWarnings("DoNotCallSuggester")
public final class Corp {
    private final CorpDefinition definition;

    Corp(CorpDefinition definition) {
        this.definition = definition;
    }

    public CorpDefinition definition() {
        return definition;
    }

    /** What people do here. */
    public People people() {
        throw new UnsupportedOperationException();
    }

    // Callbacks

    /** Where callbacks go from now on; null: nowhere, they are only logged. */
    public void sendCallbacksTo(@Nullable URI url) {
        throw new UnsupportedOperationException();
    }

    public void callbackMode(CallbackMode mode) {
        throw new UnsupportedOperationException();
    }

    /** All callbacks of this corp, oldest first. */
    public List<Delivery> callbacks() {
        throw new UnsupportedOperationException();
    }

    /** Encrypts and signs without sending. */
    public SignedCallback signed(CallbackEvent event) {
        throw new UnsupportedOperationException();
    }

    /** What the admin does on saving the callback's settings: GET with echostr; whether the answer was right. */
    public boolean verifiesCallbackUrl() {
        throw new UnsupportedOperationException();
    }

    // Access

    /** Sets the limits of every path that has none of its own. */
    public void limits(Limits limits) {
        throw new UnsupportedOperationException();
    }

    /** Sets the limits of one path, relative to /cgi-bin/. */
    public void limits(String path, Limits limits) {
        throw new UnsupportedOperationException();
    }

    /** Ends all tokens early: calls with them answer 42001, gettoken gives a new one. */
    public void revokeTokens() {
        throw new UnsupportedOperationException();
    }

    /** Whether the caller's IP is trusted; if not, calls answer 60020. */
    public void ipTrusted(boolean trusted) {
        throw new UnsupportedOperationException();
    }

    /** Whether the app may call the customer-contact API; if not, it answers 48002. */
    public void apiGranted(boolean granted) {
        throw new UnsupportedOperationException();
    }
}
