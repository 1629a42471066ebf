package scrm.gateway.doctor;

import java.util.List;

/** Looks at one thing that the system depends on. */
interface Check {
    /** What a finding is called that says no more than that it could not be looked at. */
    String name();

    /**
     * Looks, within some seconds.
     *
     * @throws RuntimeException if there is nothing to look at: the thing is away
     */
    List<Finding> look();
}
