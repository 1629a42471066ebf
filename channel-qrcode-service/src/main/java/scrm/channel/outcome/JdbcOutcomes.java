package scrm.channel.outcome;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.channel.ChannelId;
import scrm.channel.outcome.Order.Cause;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcOutcomes implements Outcomes {
    // The hot queries; a test pins how the server runs them. All of them lock: under READ COMMITTED no other read would
    // wait for rows that somebody else is about to commit. FOR SHARE is unknown to MariaDB.
    static final String RELATIONS = """
            SELECT id, corp_id, external_userid, userid, first_at, first_channel_id, joined_at, answered_at
            FROM attribution WHERE (corp_id, external_userid) IN (:contacts) FOR UPDATE
            """;
    static final String JOINS = """
            SELECT corp_id, external_userid, joined_at
            FROM group_join WHERE (corp_id, external_userid) IN (:contacts) LOCK IN SHARE MODE
            """;
    static final String ANSWERS = """
            SELECT corp_id, external_userid, userid, answered_at
            FROM answer WHERE (corp_id, external_userid) IN (:contacts) LOCK IN SHARE MODE
            """;
    static final String ORDERS = """
            SELECT id, corp_id, external_userid, occurred_at, attribution_id, channel_id, acquired_at
            FROM conversion WHERE (corp_id, external_userid) IN (:contacts) FOR UPDATE
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    JdbcOutcomes(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    @Override
    public List<Relation> lockRelations(Collection<Contact> contacts) {
        return of(
                contacts,
                RELATIONS,
                (row, _) -> new Relation(
                        row.getLong("id"),
                        contact(row),
                        new UserId(row.getString("userid")),
                        JdbcTime.getNullable(row, "first_at"),
                        channelId(row),
                        JdbcTime.getNullable(row, "joined_at"),
                        JdbcTime.getNullable(row, "answered_at")));
    }

    @Override
    public List<Join> joins(Collection<Contact> contacts) {
        return of(contacts, JOINS, (row, _) -> new Join(contact(row), JdbcTime.get(row, "joined_at")));
    }

    @Override
    public List<Answer> answers(Collection<Contact> contacts) {
        return of(
                contacts,
                ANSWERS,
                (row, _) -> new Answer(
                        contact(row), new UserId(row.getString("userid")), JdbcTime.get(row, "answered_at")));
    }

    @Override
    public List<Order> lockOrders(Collection<Contact> contacts) {
        return of(
                contacts,
                ORDERS,
                (row, _) -> new Order(row.getLong("id"), contact(row), JdbcTime.get(row, "occurred_at"), cause(row)));
    }

    private <T> List<T> of(Collection<Contact> contacts, String sql, RowMapper<T> row) {
        List<Object[]> keys = contacts.stream()
                .map(contact -> new Object[] {
                    contact.corpId().value(), contact.externalUserId().value()
                })
                .toList();
        return jdbc.sql(sql).param("contacts", keys).query(row).list();
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(new CorpId(row.getString("corp_id")), new ExternalUserId(row.getString("external_userid")));
    }

    private static @Nullable ChannelId channelId(ResultSet row) throws SQLException {
        long id = row.getLong("first_channel_id");
        return row.wasNull() ? null : new ChannelId(id);
    }

    private static @Nullable Cause cause(ResultSet row) throws SQLException {
        Instant acquiredAt = JdbcTime.getNullable(row, "acquired_at");
        return acquiredAt == null
                ? null
                : new Cause(row.getLong("attribution_id"), new ChannelId(row.getLong("channel_id")), acquiredAt);
    }

    @Override
    public void storeRelations(List<Relation> relations) {
        template.batchUpdate(
                "UPDATE attribution SET joined_at = ?, answered_at = ? WHERE corp_id = ? AND id = ?",
                relations.stream()
                        .map(relation -> new @Nullable Object[] {
                            JdbcTime.ofNullable(relation.joinedAt()),
                            JdbcTime.ofNullable(relation.answeredAt()),
                            relation.contact().corpId().value(),
                            relation.id()
                        })
                        .toList());
    }

    @Override
    public void storeOrders(List<Order> orders) {
        template.batchUpdate(
                "UPDATE conversion SET attribution_id = ?, channel_id = ?, acquired_at = ? WHERE corp_id = ? AND id = ?",
                orders.stream().map(JdbcOutcomes::row).toList());
    }

    private static @Nullable Object[] row(Order order) {
        Cause cause = order.cause();
        return new @Nullable Object[] {
            cause == null ? null : cause.attributionId(),
            cause == null ? null : cause.channelId().value(),
            cause == null ? null : JdbcTime.of(cause.acquiredAt()),
            order.contact().corpId().value(),
            order.id()
        };
    }
}
