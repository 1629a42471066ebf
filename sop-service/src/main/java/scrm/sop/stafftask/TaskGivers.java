package scrm.sop.stafftask;

import scrm.events.CorpId;

/** Those who give tasks: told when one is done, in the transaction that writes it down. */
public interface TaskGivers {
    /** @param giver see {@link Errand} */
    void done(CorpId corpId, long giver);
}
