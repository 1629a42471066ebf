package scrm.simulator.server;

/**
 * What WeCom allows one corp per API path, and how it answers beyond: 45009 until as much time has passed as the window
 * is long; 45033 while too many calls are in flight. 0 means no limit. Source: document 90312.
 *
 * @param perMinute calls in a minute
 * @param perHour calls in an hour
 * @param concurrent calls in flight
 * @param sliding whether the windows slide; else they start on the full minute and hour
 */
public record Limits(int perMinute, int perHour, int concurrent, boolean sliding) {
    /** The published figures; the number of calls allowed in flight is not published. */
    public static final Limits PUBLISHED = new Limits(10_000, 150_000, 0, false);

    public static final Limits NONE = new Limits(0, 0, 0, false);

    public Limits concurrent(int calls) {
        return new Limits(perMinute, perHour, calls, sliding);
    }
}
