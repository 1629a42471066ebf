package scrm.group.member;

/** What a member is in a group, by what the member did there; the first that fits. */
enum Tier {
    /** Does a lot, or brings others. */
    LEADER,
    /** Did something lately. */
    ACTIVE,
    /** Came lately, and has done nothing yet. */
    NEWCOMER,
    /** Did something once, and nothing lately. */
    AT_RISK,
    /** Does nothing that we hear of. */
    LURKER
}
