package scrm.localstack;

/** The short wait between two looks at something that another process does. */
public final class Pause {
    private static final int MILLIS = 100;

    private Pause() {}

    /** A tenth of a second. */
    public static void briefly() {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
