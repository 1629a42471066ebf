package scrm.sop.enrolment;

import java.time.Instant;
import java.util.List;

/** What enrolments need of the steps to come. */
public interface StepSchedule {
    /** @param dueAt of each step, in the order of the plan */
    void schedule(Enrolment enrolment, List<Instant> dueAt);

    /** Steps that have not been dispatched will not be. */
    void cancel(Enrolment enrolment);
}
