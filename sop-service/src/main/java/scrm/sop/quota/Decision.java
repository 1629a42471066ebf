package scrm.sop.quota;

import java.time.Instant;

/** Whether something may be handed over. */
public sealed interface Decision {
    /** It may, and counts from now on. */
    record Admitted() implements Decision {}

    /** Not before then; to be asked again then. */
    record WaitUntil(Instant at, Reason reason) implements Decision {}

    /** It is not to be sent any more. */
    record Dropped(Reason reason) implements Decision {}

    /** Why not. */
    enum Reason {
        /** Nobody is written to at this time. */
        QUIET_HOURS,
        /** WeCom would not bring it to the receiver. Source: document 92135. */
        WECOM_LIMIT,
        /** The receiver has got as much as we want to give. */
        OWN_LIMIT,
        /** Others were counting the same receiver. */
        CONTENDED
    }
}
