package scrm.wecom.quota;

/**
 * Whether a call may be made, and what the answering side knows, so that either side can go on where the other ends.
 *
 * @param waitMicros for how long it is sure that asking again gives no permit; 0 if granted
 * @param minuteLag how far the minute's arrival time is ahead, in microseconds
 * @param hourLag the same for the hour
 * @param blockedMicros for how much longer WeCom refuses this API
 * @param ceiling permits at once, as things are
 * @param slowdown steps are longer by this factor, as things are
 * @param memory which of Redis's memories this comes from; a Redis that has forgotten begins another. Empty if it is
 *     not from Redis
 */
record Answer(
        Verdict verdict,
        long waitMicros,
        long minuteLag,
        long hourLag,
        long blockedMicros,
        int ceiling,
        double slowdown,
        String memory) {
    enum Verdict {
        GRANTED,
        /** WeCom said 45009. */
        BLOCKED,
        /** A window has no room. */
        PACED,
        /** All permits are taken. */
        CROWDED
    }
}
