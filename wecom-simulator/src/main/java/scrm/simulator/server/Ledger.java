package scrm.simulator.server;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

import scrm.simulator.callback.Journal;

/**
 * Every API call, whoever made it: the outside truth about what a client did. Keeps the newest 200,000, whole where they
 * say something (the longest names 10,000 contacts), of files and long replies the beginning; the counts are of all.
 */
public final class Ledger {
    private static final int KEPT = 200_000;
    private static final int JSON_KEPT = 512_000;
    private static final int FILE_KEPT = 16_000;
    private static final int REPLY_KEPT = 1_000;

    private final Journal<ApiCall> journal = new Journal<>(KEPT);
    private final Map<Counted, LongAdder> counts = new ConcurrentHashMap<>();

    private record Counted(@Nullable String corpId, String path, int errcode) {}

    /** All calls kept, oldest first. */
    public List<ApiCall> calls() {
        return calls(call -> true);
    }

    /** All calls kept of one path (relative to /cgi-bin/), oldest first. */
    public List<ApiCall> calls(String path) {
        return calls(call -> call.path().equals(path));
    }

    /** All calls kept that fit, oldest first. */
    public List<ApiCall> calls(Predicate<ApiCall> fits) {
        return journal.after(0, Integer.MAX_VALUE, fits);
    }

    /** Reads on after a call's number. */
    public List<ApiCall> after(long number, int limit, Predicate<ApiCall> fits) {
        return journal.after(number, limit, fits);
    }

    /** How many calls there were: by path, then by errcode; null: of all corps. */
    public Map<String, Map<Integer, Long>> counts(@Nullable String corpId) {
        Map<String, Map<Integer, Long>> sums = new TreeMap<>();
        counts.forEach((counted, count) -> {
            if (corpId == null || corpId.equals(counted.corpId)) {
                sums.computeIfAbsent(counted.path, path -> new TreeMap<>())
                        .merge(counted.errcode, count.sum(), Long::sum);
            }
        });
        return sums;
    }

    void add(ApiCall call) {
        counts.computeIfAbsent(new Counted(call.corpId(), call.path(), call.errcode()), counted -> new LongAdder())
                .increment();
        journal.add(number -> new ApiCall(
                number,
                call.at(),
                call.corpId(),
                call.method(),
                call.path(),
                call.query(),
                beginning(call.body(), call.body().startsWith("{") ? JSON_KEPT : FILE_KEPT),
                call.status(),
                call.errcode(),
                call.executed(),
                beginning(call.reply(), REPLY_KEPT),
                call.micros()));
    }

    private static String beginning(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
