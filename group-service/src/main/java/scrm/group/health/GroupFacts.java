package scrm.group.health;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;

/** What is known of groups as such. */
interface GroupFacts {
    List<Facts> of(CorpId corpId, Collection<ChatId> chats);

    /** How many groups that are not dismissed each of these has. */
    Map<UserId, Integer> owned(CorpId corpId, Collection<UserId> owners);

    /**
     * A group.
     *
     * @param owner absent until the group was read
     * @param madeAt when it was made, or as long as nobody told that, when it was heard of
     * @param contacts who are in
     */
    record Facts(
            ChatId chatId, @Nullable UserId owner, @Nullable Instant madeAt, boolean dismissed, int contacts) {}
}
