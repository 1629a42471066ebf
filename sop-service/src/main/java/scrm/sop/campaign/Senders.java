package scrm.sop.campaign;

import java.util.Collection;
import java.util.Map;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.content.ChatType;

/** Says in whose name receivers are spoken to; a bean for each kind of receivers. */
public interface Senders {
    ChatType chatType();

    /** How many may be asked for at once. */
    int most();

    /** The sender of each; absent for those who have none. Called in no transaction. */
    Map<String, UserId> of(CorpId corpId, Collection<String> receivers);
}
