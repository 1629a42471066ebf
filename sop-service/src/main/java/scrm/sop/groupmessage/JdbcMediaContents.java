package scrm.sop.groupmessage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.sop.JdbcTime;

@Repository
class JdbcMediaContents implements MediaContents {
    private final JdbcClient jdbc;

    JdbcMediaContents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public MediaContentId keep(CorpId corpId, MediaContent content, Instant now) {
        String sha256 = sha256(content.bytes());
        jdbc.sql("""
                        INSERT INTO message_media (corp_id, type, filename, content, sha256, created_at)
                        VALUES (:corpId, :type, :filename, :content, :sha256, :now)
                        ON DUPLICATE KEY UPDATE id = id
                        """)
                .param("corpId", corpId.value())
                .param("type", content.type().name())
                .param("filename", content.filename())
                .param("content", content.bytes())
                .param("sha256", sha256)
                .param("now", JdbcTime.of(now))
                .update();
        return jdbc.sql("""
                        SELECT id FROM message_media WHERE corp_id = :corpId AND type = :type AND sha256 = :sha256
                        """)
                .param("corpId", corpId.value())
                .param("type", content.type().name())
                .param("sha256", sha256)
                .query((row, _) -> new MediaContentId(row.getLong(1)))
                .single();
    }

    @Override
    public Optional<MediaContent> find(CorpId corpId, MediaContentId id) {
        return jdbc.sql("""
                        SELECT type, filename, content FROM message_media WHERE corp_id = :corpId AND id = :id
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query((row, _) -> new MediaContent(
                        MediaContent.Type.valueOf(row.getString("type")),
                        row.getString("filename"),
                        row.getBytes("content")))
                .optional();
    }

    @Override
    public boolean has(CorpId corpId, MediaContentId id, MediaContent.Type type) {
        return jdbc.sql("""
                        SELECT COUNT(*) FROM message_media WHERE corp_id = :corpId AND id = :id AND type = :type
                        """)
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .param("type", type.name())
                        .query(Long.class)
                        .single()
                == 1;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
