package scrm.sop.enrolment;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.sop.plan.Target;
import scrm.sop.plan.Target.Kind;

@Repository
class JdbcSenders implements Senders, GroupOwners {
    private final JdbcClient jdbc;

    JdbcSenders(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
        List<String> chats = ids(targets, Kind.GROUP);
        if (!chats.isEmpty()) {
            jdbc.sql("""
                            SELECT chat_id, userid FROM group_owner
                            WHERE corp_id = :corpId AND chat_id IN (:ids) AND open
                            """).param("corpId", corpId.value()).param("ids", chats).query(row -> {
                senders.put(new Target(Kind.GROUP, row.getString(1)), new UserId(row.getString(2)));
            });
        }
        ids(targets, Kind.MEMBER).forEach(id -> senders.put(new Target(Kind.MEMBER, id), new UserId(id)));
        return senders;
    }

    private static List<String> ids(Collection<Target> targets, Kind kind) {
        return targets.stream()
                .filter(target -> target.kind() == kind)
                .map(Target::id)
                .toList();
    }

    @Override
    public void opened(CorpId corpId, ChatId chatId, UserId owner, Instant at) {
        write(corpId, chatId, owner.value(), true, at);
    }

    @Override
    public void ended(CorpId corpId, ChatId chatId, Instant at) {
        write(corpId, chatId, "", false, at);
    }

    private void write(CorpId corpId, ChatId chatId, String userId, boolean open, Instant at) {
        // Assignments are made from left to right: changed_at still is the old one in the first two.
        jdbc.sql("""
                        INSERT INTO group_owner (corp_id, chat_id, userid, open, changed_at)
                        VALUES (:corpId, :chatId, :userId, :open, :at)
                        ON DUPLICATE KEY UPDATE
                            userid = IF(VALUES(changed_at) >= changed_at, VALUES(userid), userid),
                            open = IF(VALUES(changed_at) >= changed_at, VALUES(open), open),
                            changed_at = GREATEST(changed_at, VALUES(changed_at))
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("userId", userId)
                .param("open", open)
                .param("at", JdbcTime.of(at))
                .update();
    }
}
