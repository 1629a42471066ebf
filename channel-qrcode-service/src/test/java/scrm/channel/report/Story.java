package scrm.channel.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.messaging.JdbcTime;

/** Rows as scans, adds and group joins leave them behind, at times that the test chooses to the second. */
record Story(JdbcClient jdbc, String corpId) {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    static Instant at(LocalDate day, String time) {
        return day.atTime(LocalTime.parse(time)).atZone(ZONE).toInstant();
    }

    /** A contact is a member's; returns the attribution. Without a channel it came without a code. */
    long added(String member, String contact, @Nullable String channelId, Instant firstAt, @Nullable Instant lostAt) {
        jdbc.sql("""
                        INSERT INTO attribution (corp_id, userid, external_userid, relation, relation_at, first_at,
                                                 first_channel_id, lost_at, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        corpId,
                        member,
                        contact,
                        lostAt == null ? "ADDED" : "LOST",
                        JdbcTime.of(lostAt == null ? firstAt : lostAt),
                        JdbcTime.of(firstAt),
                        channelId,
                        JdbcTime.ofNullable(lostAt),
                        JdbcTime.of(firstAt),
                        JdbcTime.of(firstAt))
                .update();
        long id = jdbc.sql("SELECT id FROM attribution WHERE corp_id = ? AND userid = ? AND external_userid = ?")
                .params(corpId, member, contact)
                .query(Long.class)
                .single();
        touched(id, "ADDED", channelId, firstAt);
        return id;
    }

    void touched(long attributionId, String kind, @Nullable String channelId, Instant at) {
        jdbc.sql("""
                        INSERT INTO attribution_touch (corp_id, attribution_id, event_id, kind, channel_id, occurred_at,
                                                       recorded_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        corpId,
                        attributionId,
                        kind + at.toEpochMilli(),
                        kind,
                        channelId,
                        JdbcTime.of(at),
                        JdbcTime.of(at))
                .update();
    }

    /** A relation that was lost is one again. */
    void returned(long attributionId) {
        jdbc.sql("UPDATE attribution SET relation = 'ADDED' WHERE id = ?")
                .param(attributionId)
                .update();
    }

    void welcomed(String channelId, Instant at, String outcome, @Nullable Integer errcode) {
        jdbc.sql("""
                        INSERT INTO welcome (corp_id, userid, external_userid, live_code_id, channel_id, event_id, outcome,
                                             errcode, occurred_at)
                        VALUES (?, 'zhang', 'anybody', 1, ?, UUID(), ?, ?, ?)
                        """)
                .params(corpId, channelId, outcome, errcode, JdbcTime.of(at))
                .update();
    }

    void scanned(String channelId, LocalDate day, String device, long scans) {
        jdbc.sql("""
                        INSERT INTO scan_count (corp_id, live_code_id, day, device, place, channel_id, scans)
                        VALUES (?, ?, ?, ?, '', ?, ?)
                        """).params(corpId, channelId, day, device, channelId, scans).update();
    }

    void joined(String contact, String channelId, Instant at) {
        jdbc.sql("""
                        INSERT INTO group_join (corp_id, chat_id, external_userid, live_code_id, channel_id, joined_at,
                                                recorded_at)
                        VALUES (?, 'wr1', ?, 1, ?, ?, ?)
                        """)
                .params(corpId, contact, channelId, JdbcTime.of(at), JdbcTime.of(at))
                .update();
        jdbc.sql("""
                        UPDATE attribution SET joined_at = LEAST(COALESCE(joined_at, :at), :at)
                        WHERE corp_id = :corpId AND external_userid = :contact AND first_at <= :at
                        """)
                .param("at", JdbcTime.of(at))
                .param("corpId", corpId)
                .param("contact", contact)
                .update();
    }

    void answered(String member, String contact, Instant at) {
        jdbc.sql("INSERT INTO answer (corp_id, external_userid, userid, answered_at) VALUES (?, ?, ?, ?)")
                .params(corpId, contact, member, JdbcTime.of(at))
                .update();
        jdbc.sql("UPDATE attribution SET answered_at = ? WHERE corp_id = ? AND external_userid = ? AND userid = ?")
                .params(JdbcTime.of(at), corpId, contact, member)
                .update();
    }
}
