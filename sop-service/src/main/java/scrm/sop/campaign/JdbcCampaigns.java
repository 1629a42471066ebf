package scrm.sop.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.sop.audience.GroupFilter;
import scrm.sop.content.ChatType;
import scrm.sop.content.JdbcWordings;
import scrm.sop.groupmessage.Delivery;
import scrm.sop.groupmessage.FollowUp;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.material.MaterialId;

@Repository
class JdbcCampaigns implements Campaigns {
    private static final JsonMapper JSON = JdbcWordings.mapper().build();
    private static final TypeReference<List<Variants.Variant>> VARIANTS = new TypeReference<>() {};
    private static final int BATCH = 1000;

    static final String UNASSIGNED = """
            SELECT receiver FROM message_campaign_receiver
            WHERE corp_id = :corpId AND campaign_id = :id AND state = 'FOUND'
            ORDER BY variant, userid, receiver LIMIT :limit
            """;

    static final String NEXT = """
            SELECT variant, userid FROM message_campaign_receiver
            WHERE corp_id = :corpId AND campaign_id = :id AND state = 'ASSIGNED'
            ORDER BY variant, userid LIMIT 1
            """;

    static final String TOGETHER = """
            SELECT receiver FROM message_campaign_receiver
            WHERE corp_id = :corpId AND campaign_id = :id AND state = 'ASSIGNED' AND variant = :variant
              AND userid = :userId
            ORDER BY receiver LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcCampaigns(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public CampaignId add(CorpId corpId, Composed composed, Campaign.Status status, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO message_campaign (corp_id, name, chat_type, audience, audience_id, group_filter,
                                                      size, variants, hold_out, follow_up, status, send_at, author,
                                                      created_at)
                        VALUES (:corpId, :name, :chatType, :audience, :audienceId, :groupFilter, :size, :variants,
                                :holdOut, :followUp, :status, :sendAt, :author, :now)
                        """)
                .param("corpId", corpId.value())
                .param("name", composed.name())
                .param("chatType", composed.chatType().name())
                .param("audience", kind(composed.audience()))
                .param("audienceId", composed.audience() instanceof Audience.Segment(String segment) ? segment : null)
                .param(
                        "groupFilter",
                        composed.audience() instanceof Audience.Groups(GroupFilter filter)
                                ? JSON.writeValueAsString(filter)
                                : null)
                .param("size", composed.size())
                .param("variants", JSON.writeValueAsString(composed.variants().variants()))
                .param("holdOut", composed.variants().holdOut())
                .param("followUp", JSON.writeValueAsString(composed.followUp()))
                .param("status", status.name())
                .param("sendAt", JdbcTime.of(composed.sendAt()))
                .param("author", composed.author())
                .param("now", JdbcTime.of(now))
                .update(key);
        CampaignId id = new CampaignId(Objects.requireNonNull(key.getKey()).longValue());
        batches.batchUpdate("""
                INSERT INTO message_campaign_material (corp_id, campaign_id, material_id) VALUES (?, ?, ?)
                """, composed.variants().materials(), BATCH, (statement, materialId) -> {
            statement.setString(1, corpId.value());
            statement.setLong(2, id.value());
            statement.setLong(3, materialId.value());
        });
        return id;
    }

    @Override
    public Optional<Campaign> find(CorpId corpId, CampaignId id) {
        return of(corpId, id, "").query(JdbcCampaigns::campaign).optional();
    }

    @Override
    public Optional<Campaign> lock(CorpId corpId, CampaignId id) {
        return of(corpId, id, " FOR UPDATE").query(JdbcCampaigns::campaign).optional();
    }

    private JdbcClient.StatementSpec of(CorpId corpId, CampaignId id, String lock) {
        return bound("SELECT * FROM message_campaign WHERE corp_id = :corpId AND id = :id" + lock, corpId, id);
    }

    @Override
    public List<Campaign> list(
            CorpId corpId, Campaign.@Nullable Status status, @Nullable CampaignId before, int limit) {
        return jdbc.sql("""
                        SELECT * FROM message_campaign
                        WHERE corp_id = :corpId AND id < :before AND (:status IS NULL OR status = :status)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("before", before == null ? Long.MAX_VALUE : before.value())
                .param("status", status == null ? null : status.name())
                .param("limit", limit)
                .query(JdbcCampaigns::campaign)
                .list();
    }

    @Override
    public List<Campaign> saying(CorpId corpId, MaterialId materialId, int limit) {
        return jdbc.sql("""
                        SELECT c.* FROM message_campaign_material m JOIN message_campaign c ON c.id = m.campaign_id
                        WHERE m.corp_id = :corpId AND m.material_id = :materialId
                        ORDER BY m.campaign_id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("materialId", materialId.value())
                .param("limit", limit)
                .query(JdbcCampaigns::campaign)
                .list();
    }

    @Override
    public void status(CorpId corpId, CampaignId id, Campaign.Status status) {
        bound("UPDATE message_campaign SET status = :status WHERE corp_id = :corpId AND id = :id", corpId, id)
                .param("status", status.name())
                .update();
    }

    @Override
    public void approved(CorpId corpId, CampaignId id, String approver, Instant now) {
        bound("""
                UPDATE message_campaign SET approver = :approver, approved_at = :now
                WHERE corp_id = :corpId AND id = :id
                """, corpId, id)
                .param("approver", approver)
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void turned(CorpId corpId, CampaignId id, String pageCursor) {
        bound("UPDATE message_campaign SET page_cursor = :cursor WHERE corp_id = :corpId AND id = :id", corpId, id)
                .param("cursor", pageCursor)
                .update();
    }

    @Override
    public void addReceivers(CorpId corpId, CampaignId id, Collection<String> receivers) {
        batches.batchUpdate("""
                INSERT IGNORE INTO message_campaign_receiver (corp_id, campaign_id, receiver, state)
                VALUES (?, ?, ?, 'FOUND')
                """, receivers, BATCH, (statement, receiver) -> {
            statement.setString(1, corpId.value());
            statement.setLong(2, id.value());
            statement.setString(3, receiver);
        });
    }

    @Override
    public List<String> unassigned(CorpId corpId, CampaignId id, int limit) {
        return bound(UNASSIGNED, corpId, id)
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public void assign(CorpId corpId, CampaignId id, Collection<Assignment> assignments) {
        batches.batchUpdate("""
                UPDATE message_campaign_receiver SET state = ?, variant = ?, userid = ?
                WHERE corp_id = ? AND campaign_id = ? AND receiver = ? AND state = 'FOUND'
                """, assignments, BATCH, (statement, assignment) -> {
            UserId sender = assignment.sender();
            statement.setString(1, assignment.state().name());
            statement.setString(2, assignment.variant());
            statement.setString(3, sender == null ? null : sender.value());
            statement.setString(4, corpId.value());
            statement.setLong(5, id.value());
            statement.setString(6, assignment.receiver());
        });
    }

    @Override
    public List<Assignment> ungathered(CorpId corpId, CampaignId id, int limit) {
        Optional<Assignment> next = bound(NEXT, corpId, id)
                .query((row, _) -> new Assignment("", row.getString(1), new UserId(row.getString(2))))
                .optional();
        if (next.isEmpty()) {
            return List.of();
        }
        String variant = next.get().variant();
        UserId sender = Objects.requireNonNull(next.get().sender());
        return bound(TOGETHER, corpId, id)
                .param("variant", variant)
                .param("userId", sender.value())
                .param("limit", limit)
                .query((row, _) -> new Assignment(row.getString(1), variant, sender))
                .list();
    }

    @Override
    public void gathered(CorpId corpId, CampaignId id, Map<String, GroupMessageId> gathered) {
        batches.batchUpdate("""
                UPDATE message_campaign_receiver SET state = 'GATHERED', group_message_id = ?
                WHERE corp_id = ? AND campaign_id = ? AND receiver = ?
                """, gathered.entrySet(), BATCH, (statement, entry) -> {
            statement.setLong(1, entry.getValue().value());
            statement.setString(2, corpId.value());
            statement.setLong(3, id.value());
            statement.setString(4, entry.getKey());
        });
        batches.batchUpdate("""
                INSERT IGNORE INTO message_campaign_message (corp_id, campaign_id, group_message_id) VALUES (?, ?, ?)
                """, new LinkedHashSet<>(gathered.values()), BATCH, (statement, message) -> {
            statement.setString(1, corpId.value());
            statement.setLong(2, id.value());
            statement.setLong(3, message.value());
        });
    }

    @Override
    public void leftOut(CorpId corpId, CampaignId id, State state, Collection<String> receivers) {
        batches.batchUpdate("""
                UPDATE message_campaign_receiver SET state = ?
                WHERE corp_id = ? AND campaign_id = ? AND receiver = ?
                """, receivers, BATCH, (statement, receiver) -> {
            statement.setString(1, state.name());
            statement.setString(2, corpId.value());
            statement.setLong(3, id.value());
            statement.setString(4, receiver);
        });
    }

    @Override
    public void tested(CorpId corpId, CampaignId id, Map<String, GroupMessageId> gathered) {
        batches.batchUpdate("""
                INSERT INTO message_campaign_test (corp_id, campaign_id, receiver, group_message_id) VALUES (?, ?, ?, ?)
                """, gathered.entrySet(), BATCH, (statement, entry) -> {
            statement.setString(1, corpId.value());
            statement.setLong(2, id.value());
            statement.setString(3, entry.getKey());
            statement.setLong(4, entry.getValue().value());
        });
    }

    @Override
    public boolean lookAgain(CorpId corpId, CampaignId id) {
        return bound("""
                UPDATE message_campaign_receiver SET state = 'ASSIGNED'
                WHERE corp_id = :corpId AND campaign_id = :id AND state = 'AWAITED'
                """, corpId, id).update() > 0;
    }

    @Override
    public void withdraw(CorpId corpId, CampaignId id) {
        bound("""
                UPDATE message_campaign_receiver SET state = 'CANCELLED'
                WHERE corp_id = :corpId AND campaign_id = :id AND state IN ('FOUND', 'ASSIGNED', 'AWAITED')
                """, corpId, id).update();
    }

    @Override
    public List<GroupMessageId> cancellable(CorpId corpId, CampaignId id, Instant doubtUntil, int limit) {
        return bound("""
                SELECT m.id FROM message_campaign_message c JOIN group_message m ON m.id = c.group_message_id
                WHERE c.corp_id = :corpId AND c.campaign_id = :id AND m.cancelled_at IS NULL
                  AND (m.status IN ('COLLECTING', 'SENDING', 'CREATED')
                       OR (m.status = 'UNKNOWN' AND m.called_at > :doubtUntil))
                ORDER BY FIELD(m.status, 'COLLECTING', 'CREATED', 'SENDING', 'UNKNOWN'), m.id LIMIT :limit
                """, corpId, id)
                .param("doubtUntil", JdbcTime.of(doubtUntil))
                .param("limit", limit)
                .query((row, _) -> new GroupMessageId(row.getLong(1)))
                .list();
    }

    @Override
    public List<Tally> tally(CorpId corpId, CampaignId id) {
        return bound("""
                SELECT c.variant, c.state, r.delivery, COUNT(*)
                FROM message_campaign_receiver c
                LEFT JOIN group_message_receiver r
                    ON r.group_message_id = c.group_message_id AND r.receiver = c.receiver
                WHERE c.corp_id = :corpId AND c.campaign_id = :id
                GROUP BY c.variant, c.state, r.delivery
                ORDER BY c.variant, c.state, r.delivery
                """, corpId, id)
                .query((row, _) -> new Tally(
                        row.getString(1), State.valueOf(row.getString(2)), delivery(row.getString(3)), row.getLong(4)))
                .list();
    }

    @Override
    public List<SenderProgress> senders(CorpId corpId, CampaignId id, @Nullable UserId after, int limit) {
        return bound("""
                SELECT m.sender, COUNT(*) AS messages, COUNT(m.confirmed_at) AS confirmed,
                       SUM(m.receivers) AS receivers, MAX(m.confirmed_at) AS last_confirmed_at
                FROM message_campaign_message c JOIN group_message m ON m.id = c.group_message_id
                WHERE c.corp_id = :corpId AND c.campaign_id = :id AND m.sender > :after
                GROUP BY m.sender ORDER BY m.sender LIMIT :limit
                """, corpId, id)
                .param("after", after == null ? "" : after.value())
                .param("limit", limit)
                .query((row, _) -> new SenderProgress(
                        new UserId(row.getString("sender")),
                        row.getLong("messages"),
                        row.getLong("confirmed"),
                        row.getLong("receivers"),
                        JdbcTime.getNullable(row, "last_confirmed_at")))
                .list();
    }

    @Override
    public List<ReceiverRow> receivers(CorpId corpId, CampaignId id, @Nullable String after, int limit) {
        return bound("""
                SELECT c.receiver, c.state, c.variant, c.userid, c.group_message_id, r.delivery, r.sent_at
                FROM message_campaign_receiver c
                LEFT JOIN group_message_receiver r
                    ON r.group_message_id = c.group_message_id AND r.receiver = c.receiver
                WHERE c.corp_id = :corpId AND c.campaign_id = :id AND c.receiver > :after
                ORDER BY c.receiver LIMIT :limit
                """, corpId, id)
                .param("after", after == null ? "" : after)
                .param("limit", limit)
                .query(JdbcCampaigns::receiver)
                .list();
    }

    private JdbcClient.StatementSpec bound(String sql, CorpId corpId, CampaignId id) {
        return jdbc.sql(sql).param("corpId", corpId.value()).param("id", id.value());
    }

    private static ReceiverRow receiver(ResultSet row, int number) throws SQLException {
        String userId = row.getString("userid");
        long message = row.getLong("group_message_id");
        GroupMessageId groupMessageId = row.wasNull() ? null : new GroupMessageId(message);
        return new ReceiverRow(
                row.getString("receiver"),
                State.valueOf(row.getString("state")),
                row.getString("variant"),
                userId == null ? null : new UserId(userId),
                groupMessageId,
                delivery(row.getString("delivery")),
                JdbcTime.getNullable(row, "sent_at"));
    }

    private static @Nullable Delivery delivery(@Nullable String name) {
        return name == null ? null : Delivery.valueOf(name);
    }

    private static Campaign campaign(ResultSet row, int number) throws SQLException {
        return new Campaign(
                new CampaignId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                row.getString("name"),
                ChatType.valueOf(row.getString("chat_type")),
                audience(row),
                row.getLong("size"),
                new Variants(JSON.readValue(row.getString("variants"), VARIANTS), row.getInt("hold_out")),
                JSON.readValue(row.getString("follow_up"), FollowUp.class),
                Campaign.Status.valueOf(row.getString("status")),
                JdbcTime.get(row, "send_at"),
                row.getString("author"),
                row.getString("approver"),
                JdbcTime.getNullable(row, "approved_at"),
                row.getString("page_cursor"),
                JdbcTime.get(row, "created_at"));
    }

    private static String kind(Audience audience) {
        return switch (audience) {
            case Audience.Named _ -> "NAMED";
            case Audience.Segment _ -> "SEGMENT";
            case Audience.Groups _ -> "GROUPS";
        };
    }

    private static Audience audience(ResultSet row) throws SQLException {
        return switch (row.getString("audience")) {
            case "SEGMENT" -> new Audience.Segment(row.getString("audience_id"));
            case "GROUPS" -> new Audience.Groups(JSON.readValue(row.getString("group_filter"), GroupFilter.class));
            default -> new Audience.Named();
        };
    }
}
