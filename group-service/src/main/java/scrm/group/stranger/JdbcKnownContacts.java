package scrm.group.stranger;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

/** Contacts as a table. */
@Repository
class JdbcKnownContacts implements KnownContacts {
    /** Statements of a size that the server takes, and locks that nobody waits for long. */
    private static final int ROWS = 1000;

    /** In one order, so that those who write at the same time wait for one another and do not meet. */
    private static final Comparator<Relation> ORDER = Comparator.comparing(
                    (Relation relation) -> relation.corpId().value())
            .thenComparing(relation -> relation.externalUserId().value())
            .thenComparing(relation -> relation.userId().value());

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcKnownContacts(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public void told(List<Relation> relations) {
        template.batchUpdate(
                """
                INSERT INTO known_contact (corp_id, external_userid, userid, lasting, told_at)
                VALUES (?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE lasting = IF(VALUES(told_at) >= told_at, VALUES(lasting), lasting),
                    told_at = GREATEST(told_at, VALUES(told_at))
                """,
                relations.stream()
                        .sorted(ORDER)
                        .map(relation -> new Object[] {
                            relation.corpId().value(),
                            relation.externalUserId().value(),
                            relation.userId().value(),
                            relation.lasting(),
                            JdbcTime.of(relation.toldAt())
                        })
                        .toList());
    }

    @Override
    public void listed(CorpId corpId, UserId userId, List<ExternalUserId> contacts, Instant at) {
        for (int from = 0; from < contacts.size(); from += ROWS) {
            told(contacts.subList(from, Math.min(from + ROWS, contacts.size())).stream()
                    .map(contact -> new Relation(corpId, contact, userId, true, at))
                    .toList());
        }
        client.sql("""
                        UPDATE known_contact SET lasting = FALSE, told_at = :at
                        WHERE corp_id = :corpId AND userid = :userId AND told_at < :at AND lasting = TRUE
                        """)
                .param("at", JdbcTime.of(at))
                .param("corpId", corpId.value())
                .param("userId", userId.value())
                .update();
    }

    @Override
    public void pulled(CorpId corpId, Instant since) {
        client.sql("""
                        INSERT INTO known_contact_pull (corp_id, pulled_at) VALUES (:corpId, :since)
                        ON DUPLICATE KEY UPDATE pulled_at = pulled_at
                        """)
                .param("corpId", corpId.value())
                .param("since", JdbcTime.of(since))
                .update();
    }
}
