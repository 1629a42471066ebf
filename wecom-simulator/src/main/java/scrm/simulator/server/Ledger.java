package scrm.simulator.server;

import java.util.List;
import java.util.function.Predicate;

import scrm.simulator.callback.Journal;

/** Every API call, whoever made it: the outside truth about what a client did. Keeps the newest 500,000. */
public final class Ledger {
    private static final int KEPT = 500_000;

    private final Journal<ApiCall> journal = new Journal<>(KEPT);

    /** All calls kept, oldest first. */
    public List<ApiCall> calls() {
        return calls(call -> true);
    }

    /** All calls of one path (relative to /cgi-bin/), oldest first. */
    public List<ApiCall> calls(String path) {
        return calls(call -> call.path().equals(path));
    }

    /** All calls that fit, oldest first. */
    public List<ApiCall> calls(Predicate<ApiCall> fits) {
        return journal.after(0, Integer.MAX_VALUE, fits);
    }

    /** Reads on after a call's number. */
    public List<ApiCall> after(long number, int limit, Predicate<ApiCall> fits) {
        return journal.after(number, limit, fits);
    }

    void add(ApiCall call) {
        journal.add(number -> new ApiCall(
                number,
                call.at(),
                call.corpId(),
                call.method(),
                call.path(),
                call.query(),
                call.body(),
                call.status(),
                call.errcode(),
                call.executed(),
                call.reply(),
                call.micros()));
    }
}
