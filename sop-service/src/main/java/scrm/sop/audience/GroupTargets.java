package scrm.sop.audience;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** The group chats of each corp, as far as this service was told of them. */
public interface GroupTargets {
    /** Those of some groups that we know, with who owns them now. */
    Map<ChatId, GroupTarget> find(CorpId corpId, Collection<ChatId> chatIds);

    /**
     * Groups that a filter means, in the order of their ids. A filter with tags asks another service, so it does not
     * belong in a transaction.
     *
     * @param after where the page before ended; null at the beginning
     * @throws scrm.rest.Unavailable if tags are asked for and tag-service cannot be asked now
     */
    List<GroupTarget> page(CorpId corpId, GroupFilter filter, @Nullable ChatId after, int limit);

    /** How many a filter means. */
    long count(CorpId corpId, GroupFilter filter);
}
