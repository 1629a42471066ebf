package scrm.sop.enrolment;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.campaign.Senders;
import scrm.sop.content.ChatType;

/** A contact is spoken to by the member who added it last, of those who still are its friends. */
@Repository
class JdbcFollowers implements Senders {
    static final String LATEST = """
            SELECT external_userid, userid
            FROM (
                SELECT external_userid, userid,
                       ROW_NUMBER() OVER (PARTITION BY external_userid ORDER BY changed_at DESC, userid) AS place
                FROM follow_relation
                WHERE corp_id = :corpId AND external_userid IN (:externalUserIds) AND following
            ) follower
            WHERE place = 1
            """;

    private final JdbcClient jdbc;

    JdbcFollowers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public ChatType chatType() {
        return ChatType.SINGLE;
    }

    @Override
    public int most() {
        return 1000;
    }

    @Override
    public Map<String, UserId> of(CorpId corpId, Collection<String> receivers) {
        Map<String, UserId> followers = new HashMap<>();
        jdbc.sql(LATEST)
                .param("corpId", corpId.value())
                .param("externalUserIds", receivers)
                .query((row, _) -> followers.put(row.getString("external_userid"), new UserId(row.getString("userid"))))
                .list();
        return followers;
    }
}
