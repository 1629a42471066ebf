package scrm.group.statistics;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.UserId;

@Repository
class JdbcOwnerDays implements OwnerDays {
    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcOwnerDays(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public Map<UserId, Totals> totals(CorpId corpId, Collection<UserId> owners, LocalDate first, LocalDate last) {
        Map<UserId, Totals> totals = new HashMap<>();
        if (owners.isEmpty()) {
            return totals;
        }
        client.sql("""
                        SELECT owner, COUNT(*) AS days, SUM(messages) AS messages, AVG(members) AS members
                        FROM owner_day
                        WHERE corp_id = :corpId AND owner IN (:owners) AND day >= :first AND day <= :last
                        GROUP BY owner
                        """)
                .param("corpId", corpId.value())
                .param("owners", owners.stream().map(UserId::value).toList())
                .param("first", first)
                .param("last", last)
                .query(row -> {
                    totals.put(
                            new UserId(row.getString("owner")),
                            new Totals(row.getInt("days"), row.getLong("messages"), row.getDouble("members")));
                });
        return totals;
    }

    @Override
    public Optional<LocalDate> last(CorpId corpId) {
        return client.sql("SELECT day FROM owner_day WHERE corp_id = :corpId ORDER BY day DESC LIMIT 1")
                .param("corpId", corpId.value())
                .query(LocalDate.class)
                .optional();
    }

    @Override
    public List<UserId> owners(CorpId corpId, String after, int limit) {
        return client.sql("""
                        SELECT DISTINCT owner FROM group_chat
                        WHERE corp_id = :corpId AND owner > :after AND dismissed_at IS NULL
                        ORDER BY owner
                        LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new UserId(row.getString("owner")))
                .list();
    }

    @Override
    public void save(CorpId corpId, List<OwnerDay> days) {
        template.batchUpdate(
                """
                INSERT INTO owner_day (corp_id, owner, day, chats, new_chats, spoken, members, new_members, speakers,
                    messages)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE chats = VALUES(chats), new_chats = VALUES(new_chats), spoken = VALUES(spoken),
                    members = VALUES(members), new_members = VALUES(new_members), speakers = VALUES(speakers),
                    messages = VALUES(messages)
                """,
                days.stream()
                        .map(day -> new Object[] {
                            corpId.value(),
                            day.owner().value(),
                            day.day(),
                            day.chats(),
                            day.newChats(),
                            day.spoken(),
                            day.members(),
                            day.newMembers(),
                            day.speakers(),
                            day.messages()
                        })
                        .toList());
    }
}
