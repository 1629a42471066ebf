package scrm.simulator.server;

import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with API calls. Which calls: {@code corpId} and {@code path} (each null: any; a path is
 * relative to /cgi-bin/ and matches whole, or as a prefix when it ends in *), {@code count} (0: until removed),
 * {@code probability} with its {@code seed}. What goes wrong: any combination of the others.
 *
 * @param status an HTTP status in place of 200; the call is not executed
 * @param errcode a refusal by WeCom; the call is not executed
 * @param latency added to the answer's time
 * @param reset the connection ends without a reply; the call is not executed
 * @param nonJson the body is an HTML page; the call is not executed
 * @param dropReply the call IS executed, then the connection ends without a reply
 */
public record Fault(
        @Nullable String corpId,
        @Nullable String path,
        int count,
        double probability,
        long seed,
        @Nullable Integer status,
        @Nullable Integer errcode,
        @Nullable Latency latency,
        boolean reset,
        boolean nonJson,
        boolean dropReply) {

    private static final Fault NOTHING = new Fault(null, null, 0, 1, 0, null, null, null, false, false, false);

    public static Fault status(int status) {
        return NOTHING.with(status, null, null, false, false, false);
    }

    public static Fault errcode(int errcode) {
        return NOTHING.with(null, errcode, null, false, false, false);
    }

    public static Fault slow(Latency latency) {
        return NOTHING.with(null, null, latency, false, false, false);
    }

    public static Fault connectionReset() {
        return NOTHING.with(null, null, null, true, false, false);
    }

    public static Fault notJson() {
        return NOTHING.with(null, null, null, false, true, false);
    }

    public static Fault replyDropped() {
        return NOTHING.with(null, null, null, false, false, true);
    }

    public Fault on(String newPath) {
        return new Fault(
                corpId, newPath, count, probability, seed, status, errcode, latency, reset, nonJson, dropReply);
    }

    public Fault of(String newCorpId) {
        return new Fault(
                newCorpId, path, count, probability, seed, status, errcode, latency, reset, nonJson, dropReply);
    }

    public Fault times(int newCount) {
        return new Fault(
                corpId, path, newCount, probability, seed, status, errcode, latency, reset, nonJson, dropReply);
    }

    public Fault withProbability(double newProbability, long newSeed) {
        return new Fault(
                corpId, path, count, newProbability, newSeed, status, errcode, latency, reset, nonJson, dropReply);
    }

    boolean concerns(@Nullable String calledCorpId, String calledPath) {
        return (corpId == null || corpId.equals(calledCorpId)) && (path == null || matches(path, calledPath));
    }

    /** Whether the call gets as far as being executed. */
    boolean executes() {
        return status == null && errcode == null && !reset && !nonJson;
    }

    private static boolean matches(String pattern, String path) {
        return pattern.endsWith("*")
                ? path.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(path);
    }

    private Fault with(
            @Nullable Integer newStatus,
            @Nullable Integer newErrcode,
            @Nullable Latency newLatency,
            boolean newReset,
            boolean newNonJson,
            boolean newDropReply) {
        return new Fault(
                corpId,
                path,
                count,
                probability,
                seed,
                newStatus,
                newErrcode,
                newLatency,
                newReset,
                newNonJson,
                newDropReply);
    }
}
