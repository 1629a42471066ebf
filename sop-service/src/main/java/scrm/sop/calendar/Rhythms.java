package scrm.sop.calendar;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** Which group chats promise something. */
interface Rhythms {
    void set(CorpId corpId, ChatId chatId, Rhythm rhythm);

    /** False if it promised nothing. */
    boolean remove(CorpId corpId, ChatId chatId);

    /** In the order of their ids; of one group only, if one is given. */
    List<GroupRhythm> list(CorpId corpId, @Nullable ChatId only, @Nullable ChatId after, int limit);

    record GroupRhythm(ChatId chatId, Rhythm rhythm) {}
}
