package scrm.sop.enrolment;

import java.time.Instant;

/** Who is whose contact, by the newest word: callbacks come late and shuffled. */
interface FollowRelations {
    /** They became friends then; false if something newer says that they are none any more. */
    boolean added(Pair pair, Instant at);

    /** They ceased to be friends then; within one second the end counts more than the beginning. */
    void lost(Pair pair, Instant at);
}
