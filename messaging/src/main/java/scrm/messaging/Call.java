package scrm.messaging;

/** The call of a piece of work whose call must not be repeated. */
@FunctionalInterface
public interface Call {
    /**
     * Writes down that the call is made now; to be called right before it leaves us, and durable when this returns.
     * Whoever claims the work after a crash asks what became of the call if it had begun, and makes it if it had not.
     * The lease is a call's from then on. Once it has begun, this does nothing.
     *
     * @throws LostException if the work is somebody else's by now: nothing may be called
     */
    void begin();

    /** The lease expired before the call began. */
    final class LostException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LostException(String what) {
            super(what);
        }
    }
}
