package scrm.sop.erasure;

import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.JdbcTime;
import scrm.messaging.erasure.ContactData;
import scrm.messaging.erasure.Pseudonym;

/** Ends what is planned for a contact; what was done stays for the reports, as somebody's. */
@Repository
class JdbcContactData implements ContactData {
    private final JdbcClient client;
    private final Clock clock;

    JdbcContactData(JdbcClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        String other = Pseudonym.random().value();
        // Words of a material that only the contact was to read may name him, and by a name that he has no more; what
        // many were to read names nobody.
        for (String said : List.of("""
                due_step s ON s.group_message_id = m.id AND s.target_kind = 'CONTACT' AND s.target_id = :id
                JOIN plan_material said ON said.plan_id = s.plan_id AND said.version = s.plan_version""", """
                message_campaign_receiver s ON s.group_message_id = m.id AND s.receiver = :id
                JOIN message_campaign_material said ON said.campaign_id = s.campaign_id""", """
                message_campaign_test s ON s.group_message_id = m.id AND s.receiver = :id
                JOIN message_campaign_material said ON said.campaign_id = s.campaign_id""")) {
            run("""
                    UPDATE group_message m
                    JOIN %s
                    SET m.content = JSON_SET(m.content, '$.text', '')
                    WHERE s.corp_id = :corpId AND m.corp_id = :corpId AND m.receivers = 1
                      AND JSON_TYPE(JSON_EXTRACT(m.content, '$.text')) = 'STRING'
                    """.formatted(said), corpId, externalUserId, other);
        }
        // Receivers have no index by contact; they are found by what leads to them, so that goes last.
        run("""
                UPDATE group_message_receiver r
                JOIN due_step s ON s.group_message_id = r.group_message_id AND s.target_id = r.receiver
                SET r.delivery = IF(r.delivery = 'QUEUED', 'WITHDRAWN', r.delivery), r.receiver = :other
                WHERE s.corp_id = :corpId AND s.target_kind = 'CONTACT' AND s.target_id = :id
                  AND r.corp_id = :corpId
                """, corpId, externalUserId, other);
        for (String named : List.of("message_campaign_receiver", "message_campaign_test")) {
            run("""
                    UPDATE group_message_receiver r
                    JOIN %s c ON c.group_message_id = r.group_message_id AND c.receiver = r.receiver
                    SET r.delivery = IF(r.delivery = 'QUEUED', 'WITHDRAWN', r.delivery), r.receiver = :other
                    WHERE c.corp_id = :corpId AND c.receiver = :id AND r.corp_id = :corpId
                    """.formatted(named), corpId, externalUserId, other);
        }
        run("""
                UPDATE message_campaign_receiver
                SET state = IF(state IN ('FOUND', 'ASSIGNED', 'AWAITED'), 'CANCELLED', state), receiver = :other
                WHERE corp_id = :corpId AND receiver = :id
                """, corpId, externalUserId, other);
        run("""
                UPDATE message_campaign_test SET receiver = :other WHERE corp_id = :corpId AND receiver = :id
                """, corpId, externalUserId, other);
        // Tasks and webhooks that wait end too; what is in a message is settled by what becomes of that.
        run("""
                UPDATE due_step
                SET settled_at = IF(%1$s, :now, settled_at),
                    reason = IF(%1$s, 'CONTACT_ERASED', reason),
                    state = IF(%1$s, 'SKIPPED', state),
                    target_id = :other
                WHERE corp_id = :corpId AND target_kind = 'CONTACT' AND target_id = :id
                """.formatted("""
                state IN ('PENDING', 'HELD', 'ASKED') OR (state = 'DISPATCHED' AND group_message_id IS NULL)"""), corpId, externalUserId, other);
        run("""
                UPDATE enrolment
                SET ended_at = IF(status = 'ACTIVE', :now, ended_at), status = IF(status = 'ACTIVE', 'STOPPED', status),
                    target_id = :other
                WHERE corp_id = :corpId AND target_kind = 'CONTACT' AND target_id = :id
                """, corpId, externalUserId, other);
        run("""
                UPDATE reaction SET external_userid = :other
                WHERE corp_id = :corpId AND kind IN ('BOUGHT', 'CLICKED', 'REPLIED', 'LOST') AND external_userid = :id
                """, corpId, externalUserId, other);
        run("""
                UPDATE staff_task
                SET closed_at = IF(status = 'OPEN', :now, closed_at), status = IF(status = 'OPEN', 'OBSOLETE', status),
                    content = '', external_userid = :other
                WHERE corp_id = :corpId AND external_userid = :id
                """, corpId, externalUserId, other);
        for (String table : List.of(
                "follow_relation",
                "contact_activity",
                "contact_date",
                "contact_fact",
                "contact_tag",
                "moment_reaction")) {
            run(
                    "DELETE FROM " + table + " WHERE corp_id = :corpId AND external_userid = :id",
                    corpId,
                    externalUserId,
                    other);
        }
        run("""
                UPDATE said_link SET external_userid = NULL WHERE corp_id = :corpId AND external_userid = :id
                """, corpId, externalUserId, other);
        run("""
                DELETE FROM quota_use
                WHERE corp_id = :corpId AND receiver_kind = 'CONTACT' AND receiver = :id
                """, corpId, externalUserId, other);
    }

    private void run(String sql, CorpId corpId, ExternalUserId externalUserId, String other) {
        client.sql(sql)
                .param("corpId", corpId.value())
                .param("id", externalUserId.value())
                .param("other", other)
                .param("now", JdbcTime.of(clock.instant()))
                .update();
    }
}
