package scrm.group.groupchat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import scrm.events.ChatId;
import scrm.group.member.RecordMembers;

/**
 * How a group at WeCom differed from what we held. What differed was put right by taking it down.
 *
 * @param chatId the group
 * @param sure whether all that was read could be believed; if not, it is read again by itself
 * @param membersOurs how many members we held
 * @param membersAtWeCom how many WeCom shows
 * @param items how much differed, by kind
 */
public record Drift(ChatId chatId, boolean sure, int membersOurs, int membersAtWeCom, Map<Kind, Integer> items) {
    /** What can differ. */
    public enum Kind {
        /** WeCom lists a group that no callback told of. */
        UNKNOWN_GROUP,
        /** WeCom does not know the group any more. */
        ENDED_GROUP,
        NAME,
        OWNER,
        ADMINS,
        NOTICE,
        /** Members at WeCom whom we did not hold. */
        MISSED_JOIN,
        /** Members whom we held and who are gone. */
        MISSED_QUIT
    }

    public Drift {
        items = Map.copyOf(items);
    }

    static Drift none(ChatId chatId) {
        return new Drift(chatId, true, 0, 0, Map.of());
    }

    static Drift undecided(ChatId chatId) {
        return new Drift(chatId, false, 0, 0, Map.of());
    }

    static Drift ended(ChatId chatId) {
        return new Drift(chatId, true, 0, 0, Map.of(Kind.ENDED_GROUP, 1));
    }

    static Drift of(ChatId chatId, List<ChatChange> changes, RecordMembers.Seen seen) {
        Map<Kind, Integer> items = new EnumMap<>(Kind.class);
        boolean first = false;
        for (ChatChange change : changes) {
            switch (change.kind()) {
                case RENAMED -> items.put(Kind.NAME, 1);
                case OWNER_CHANGED -> items.put(Kind.OWNER, 1);
                case ADMINS_CHANGED -> items.put(Kind.ADMINS, 1);
                case NOTICE_CHANGED -> items.put(Kind.NOTICE, 1);
                case CREATED -> first = true;
                case DISMISSED -> {}
            }
        }
        // Whoever is in a group at its first reading was not missed.
        if (!first && seen.joins() > 0) {
            items.put(Kind.MISSED_JOIN, seen.joins());
        }
        if (!first && seen.quits() > 0) {
            items.put(Kind.MISSED_QUIT, seen.quits());
        }
        return new Drift(chatId, seen.sure(), seen.held(), seen.atWeCom(), items);
    }

    /** The same of a group that no callback ever told of. */
    Drift found() {
        return new Drift(chatId, sure, membersOurs, membersAtWeCom, Map.of(Kind.UNKNOWN_GROUP, 1));
    }
}
