package scrm.sop.enrolment;

import java.time.Instant;
import java.util.List;

/** What enrolments need of the steps to come. */
public interface StepSchedule {
    /** Schedules steps, of any number of enrolments; those that are there already stay as they are. */
    void schedule(List<Planned> steps);

    /** Steps that have not been dispatched will not be. */
    void cancel(List<Enrolment> enrolments);

    /**
     * Enrolments go on in another version: what nobody has taken gives way to these steps, but for those that are done
     * or under way by their keys, and those that are new and whose time has passed.
     *
     * @return those with nothing left to do
     */
    List<EnrolmentId> replace(List<Enrolment> enrolments, List<Planned> steps);

    /**
     * A step to come.
     *
     * @param step its number in the enrolment's version, from 0
     * @param key the same in every version
     * @param occurrence which time of a step that is done again; 0 for the first
     */
    record Planned(Enrolment enrolment, int step, String key, int occurrence, Instant dueAt) {}
}
