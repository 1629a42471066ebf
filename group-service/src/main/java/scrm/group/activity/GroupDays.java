package scrm.group.activity;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** What is kept of groups, day by day. */
public interface GroupDays {
    /** Days on which anything happened, from the given one on; groups without any are missing. */
    Map<ChatId, NavigableMap<LocalDate, GroupDay>> since(CorpId corpId, Collection<ChatId> chats, LocalDate first);

    /** Who came and went each day from the given one on, as the stays of members say. */
    Map<ChatId, NavigableMap<LocalDate, GroupDay.Moves>> moves(
            CorpId corpId, Collection<ChatId> chats, LocalDate first);

    /** Writes who came and went. */
    void write(CorpId corpId, Map<ChatId, ? extends Map<LocalDate, GroupDay.Moves>> moves);
}
