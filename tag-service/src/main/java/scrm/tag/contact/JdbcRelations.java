package scrm.tag.contact;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** Relations as a table, member by member. */
@Repository
class JdbcRelations implements Relations {
    /** Jumps from member to member in the index. */
    static final String MEMBERS = "SELECT userid FROM follow_user WHERE corp_id = :corpId GROUP BY userid";

    static final String HELD = """
            SELECT external_userid, ended_by FROM follow_user
            WHERE corp_id = :corpId AND userid = :userId
                AND added_at IS NOT NULL AND (ended_by IS NULL OR ended_by = 'CONTACT')
            """;

    private static final String CONTACTS = """
            SELECT COUNT(DISTINCT external_userid) FROM follow_user
            WHERE corp_id = :corpId AND added_at IS NOT NULL AND (ended_by IS NULL OR ended_by = 'CONTACT')
            """;

    private final JdbcClient client;

    JdbcRelations(JdbcClient client) {
        this.client = client;
    }

    @Override
    public List<UserId> members(CorpId corpId) {
        return client.sql(MEMBERS)
                .param("corpId", corpId.value())
                .query((row, _) -> new UserId(row.getString(1)))
                .list();
    }

    @Override
    public Held heldBy(CorpId corpId, UserId userId) {
        Set<ExternalUserId> lasting = new HashSet<>();
        Set<ExternalUserId> left = new HashSet<>();
        client.sql(HELD)
                .param("corpId", corpId.value())
                .param("userId", userId.value())
                .query(row -> {
                    (row.getString(2) == null ? lasting : left).add(new ExternalUserId(row.getString(1)));
                });
        return new Held(lasting, left);
    }

    @Override
    public long contacts(CorpId corpId) {
        return client.sql(CONTACTS)
                .param("corpId", corpId.value())
                .query(Long.class)
                .single();
    }
}
