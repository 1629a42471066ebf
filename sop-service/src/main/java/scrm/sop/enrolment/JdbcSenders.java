package scrm.sop.enrolment;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.audience.GroupTargets;
import scrm.sop.definition.Target;
import scrm.sop.definition.Target.Kind;

@Repository
class JdbcSenders implements Senders {
    private final JdbcClient jdbc;
    private final GroupTargets groups;

    JdbcSenders(JdbcClient jdbc, GroupTargets groups) {
        this.jdbc = jdbc;
        this.groups = groups;
    }

    @Override
    public Map<Target, UserId> of(CorpId corpId, Collection<Target> targets) {
        Map<Target, UserId> senders = new HashMap<>();
        List<String> contacts = ids(targets, Kind.CONTACT);
        if (!contacts.isEmpty()) {
            // In order, so that the last one written is the newest friend.
            jdbc.sql("""
                            SELECT external_userid, userid FROM follow_relation
                            WHERE corp_id = :corpId AND external_userid IN (:ids) AND following
                            ORDER BY changed_at, userid
                            """).param("corpId", corpId.value()).param("ids", contacts).query(row -> {
                senders.put(new Target(Kind.CONTACT, row.getString(1)), new UserId(row.getString(2)));
            });
        }
        List<ChatId> chats = ids(targets, Kind.GROUP).stream().map(ChatId::new).toList();
        groups.find(corpId, chats).values().forEach(group -> {
            UserId owner = group.owner();
            if (group.open() && owner != null) {
                senders.put(Target.of(group.chatId()), owner);
            }
        });
        ids(targets, Kind.MEMBER).forEach(id -> senders.put(new Target(Kind.MEMBER, id), new UserId(id)));
        return senders;
    }

    private static List<String> ids(Collection<Target> targets, Kind kind) {
        return targets.stream()
                .filter(target -> target.kind() == kind)
                .map(Target::id)
                .toList();
    }
}
