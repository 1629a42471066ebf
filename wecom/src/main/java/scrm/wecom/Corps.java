package scrm.wecom;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import scrm.events.CorpId;

/** The corps that we serve, from the corps file; re-read when it changes, a bad entry disables that corp alone. */
public interface Corps {
    Optional<Corp> find(CorpId corpId);

    Collection<Corp> all();

    /** What is wrong with the corps file, as it was last read. */
    default List<Complaint> complaints() {
        return List.of();
    }

    /**
     * An entry that is not served, or a file that was not taken.
     *
     * @param entry the corp id as the entry has it, fit for a log line; empty if it is about the whole file
     * @param setting which of the entry's settings, if it is about one
     * @param reason what is wrong, without any value
     */
    record Complaint(String entry, String setting, String reason) {}
}
