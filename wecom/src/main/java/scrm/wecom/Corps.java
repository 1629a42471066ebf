package scrm.wecom;

import java.util.Collection;
import java.util.Optional;

import scrm.events.CorpId;

/** The corps that we serve, from the corps file; re-read when it changes, a bad entry disables that corp alone. */
public interface Corps {
    Optional<Corp> find(CorpId corpId);

    Collection<Corp> all();
}
