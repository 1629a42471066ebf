package scrm.tag.expiry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.messaging.TransactionBatch;
import scrm.tag.tagging.RelationTag;

/** Expiries as a table. */
@Repository
class JdbcExpiries implements Expiries {
    private static final String EXPIRY =
            "SELECT external_userid, userid, tag_id, assignment_id, expires_at FROM tag_expiry ";

    static final String DUE = EXPIRY + """
            WHERE corp_id = :corpId AND NOT ending AND expires_at <= :now
            ORDER BY expires_at
            LIMIT :limit
            FOR UPDATE SKIP LOCKED
            """;

    static final String ENDING = """
            SELECT COUNT(*) FROM (
                SELECT 1 FROM tag_expiry WHERE corp_id = :corpId AND ending LIMIT :limit) some
            """;

    static final String NEXT = """
            SELECT expires_at FROM tag_expiry WHERE corp_id = :corpId AND NOT ending ORDER BY expires_at LIMIT 1
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;
    private final TransactionBatch.Sink<Word> words = this::write;

    /** What is known anew of one tag; without an expiry: it is gone, or lasts for good. */
    private record Word(
            CorpId corpId, RelationTag tag, @Nullable Expiry expiry, boolean begins) {
        String[] key() {
            return new String[] {
                corpId.value(),
                tag.externalUserId().value(),
                tag.userId().value(),
                tag.tagId().value()
            };
        }
    }

    JdbcExpiries(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public void begin(CorpId corpId, Expiry expiry) {
        TransactionBatch.add(words, new Word(corpId, expiry.tag(), expiry, true));
    }

    @Override
    public void prolong(CorpId corpId, Expiry expiry) {
        TransactionBatch.add(words, new Word(corpId, expiry.tag(), expiry, false));
    }

    @Override
    public void forget(CorpId corpId, RelationTag tag) {
        TransactionBatch.add(words, new Word(corpId, tag, null, false));
    }

    private void write(List<Word> all) {
        // The last word on each, in one order everywhere, against deadlocks.
        Map<String, Word> last = new LinkedHashMap<>();
        all.forEach(word -> last.put(String.join("\0", word.key()), word));
        List<Word> sorted = last.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(Map.Entry::getValue)
                .toList();
        template.batchUpdate(
                "DELETE FROM tag_expiry WHERE corp_id = ? AND external_userid = ? AND userid = ? AND tag_id = ?",
                sorted.stream()
                        .filter(word -> word.expiry == null)
                        .map(word -> (Object[]) word.key())
                        .toList());
        template.batchUpdate(
                """
                INSERT INTO tag_expiry (corp_id, external_userid, userid, tag_id, assignment_id, expires_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    assignment_id = VALUES(assignment_id), expires_at = VALUES(expires_at), ending = FALSE
                """,
                sorted.stream()
                        .filter(word -> word.begins)
                        .map(word -> {
                            Expiry expiry = Objects.requireNonNull(word.expiry);
                            String[] key = word.key();
                            return new Object[] {
                                key[0], key[1], key[2], key[3], expiry.assignmentId(), JdbcTime.of(expiry.expiresAt())
                            };
                        })
                        .toList());
        template.batchUpdate(
                """
                UPDATE tag_expiry SET assignment_id = ?, expires_at = ?, ending = FALSE
                WHERE corp_id = ? AND external_userid = ? AND userid = ? AND tag_id = ? AND (ending OR expires_at < ?)
                """,
                sorted.stream()
                        .filter(word -> word.expiry != null && !word.begins)
                        .map(word -> {
                            Expiry expiry = Objects.requireNonNull(word.expiry);
                            String[] key = word.key();
                            return new Object[] {
                                expiry.assignmentId(),
                                JdbcTime.of(expiry.expiresAt()),
                                key[0],
                                key[1],
                                key[2],
                                key[3],
                                JdbcTime.of(expiry.expiresAt())
                            };
                        })
                        .toList());
    }

    @Override
    public boolean resume(CorpId corpId, RelationTag tag) {
        return client.sql("""
                        UPDATE tag_expiry SET ending = FALSE
                        WHERE corp_id = ? AND external_userid = ? AND userid = ? AND tag_id = ? AND ending
                        """)
                        .params((Object[]) new Word(corpId, tag, null, false).key())
                        .update()
                == 1;
    }

    @Override
    public List<Expiry> due(CorpId corpId, Instant now, int limit) {
        return client.sql(DUE)
                .param("corpId", corpId.value())
                .param("now", JdbcTime.of(now))
                .param("limit", limit)
                .query(JdbcExpiries::expiry)
                .list();
    }

    @Override
    public void ending(CorpId corpId, Collection<RelationTag> tags) {
        change("UPDATE tag_expiry SET ending = TRUE", corpId, tags);
    }

    @Override
    public void delete(CorpId corpId, Collection<RelationTag> tags) {
        change("DELETE FROM tag_expiry", corpId, tags);
    }

    private void change(String what, CorpId corpId, Collection<RelationTag> tags) {
        template.batchUpdate(
                what + " WHERE corp_id = ? AND external_userid = ? AND userid = ? AND tag_id = ?",
                tags.stream()
                        .map(tag -> (Object[]) new Word(corpId, tag, null, false).key())
                        .toList());
    }

    @Override
    public int countEnding(CorpId corpId, int limit) {
        return client.sql(ENDING)
                .param("corpId", corpId.value())
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    @Override
    public Optional<Instant> next(CorpId corpId) {
        return client.sql(NEXT)
                .param("corpId", corpId.value())
                .query((row, _) -> JdbcTime.get(row, "expires_at"))
                .optional();
    }

    @Override
    public List<Expiry> of(CorpId corpId, ExternalUserId externalUserId) {
        return client.sql(EXPIRY + "WHERE corp_id = :corpId AND external_userid = :externalUserId")
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .query(JdbcExpiries::expiry)
                .list();
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        client.sql("DELETE FROM tag_expiry WHERE corp_id = :corpId AND external_userid = :externalUserId")
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .update();
    }

    private static Expiry expiry(ResultSet row, int number) throws SQLException {
        return new Expiry(
                new RelationTag(
                        new UserId(row.getString("userid")),
                        new ExternalUserId(row.getString("external_userid")),
                        new TagId(row.getString("tag_id"))),
                row.getLong("assignment_id"),
                JdbcTime.get(row, "expires_at"));
    }
}
