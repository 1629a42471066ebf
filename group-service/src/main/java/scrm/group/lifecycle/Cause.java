package scrm.group.lifecycle;

/** Why a group comes into another phase. */
enum Cause {
    /** The group is there. */
    OPENED,
    /** It has the size of its kind. */
    GROWN,
    /** It loses more than its kind may. */
    SHRINKING,
    /** It loses no more. */
    RECOVERED,
    /** Nothing has happened for as long as its kind may. */
    QUIET,
    /** Something has happened again. */
    REVIVED,
    /** Its last day is over. */
    PLANNED_END,
    /** It has done what it was for. */
    GOAL_MET,
    /** It was dormant for as long as its kind may. */
    LONG_DORMANT,
    /** WeCom told that it was dissolved. */
    DISSOLVED,
    /** A person says so, with a reason. */
    BY_HAND
}
