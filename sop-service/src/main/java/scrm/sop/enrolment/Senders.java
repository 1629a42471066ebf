package scrm.sop.enrolment;

import java.util.Collection;
import java.util.Map;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.definition.Target;

/**
 * In whose name is spoken: to a contact that of the member who became his friend last (WeCom lets the one that chatted
 * last speak, which it tells nobody), in a group chat that of its owner, to a member his own.
 */
public interface Senders {
    /** Of targets of any kinds, by a query a kind; missing where there is nobody. */
    Map<Target, UserId> of(CorpId corpId, Collection<Target> targets);
}
