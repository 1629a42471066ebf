package scrm.group.lifecycle;

/** The phases of a group's life. */
public enum Phase {
    /** Not known to be open yet. */
    PLANNED,
    /** Open, and still small. */
    RECRUITING,
    /** Large enough, and not shrinking. */
    ACTIVE,
    /** More leave than come. */
    DECLINING,
    /** Nobody has come and nothing has changed for long. */
    DORMANT,
    /** To be dissolved by its owner. */
    CLOSING,
    /** Dissolved, for good. */
    DISMISSED
}
