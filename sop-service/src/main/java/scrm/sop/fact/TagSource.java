package scrm.sop.fact;

import java.util.List;

import scrm.events.CorpId;

/** Where it is known what tags are called. */
@FunctionalInterface
public interface TagSource {
    /**
     * All tags of a corp, in the order in which they stand. Must not be asked in a transaction: it is calls to another
     * service.
     *
     * @throws scrm.rest.Unavailable if that service cannot be asked now
     */
    List<NamedTag> all(CorpId corpId);
}
