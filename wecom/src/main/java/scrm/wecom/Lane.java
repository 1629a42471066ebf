package scrm.wecom;

/** How urgent a call is; when quota is short the upper lanes go first. */
public enum Lane {
    /** A welcome code lives 20 s. */
    WELCOME,
    /** Somebody is waiting for the answer. */
    PERSON,
    /** Planned sends and tagging. */
    BULK,
    /** Whatever is left. */
    SYNC
}
