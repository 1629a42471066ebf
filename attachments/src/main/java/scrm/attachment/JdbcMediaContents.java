package scrm.attachment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;
import scrm.wecom.Media;

final class JdbcMediaContents implements MediaContents {
    private final JdbcClient jdbc;

    JdbcMediaContents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public MediaContentId keep(CorpId corpId, MediaContent content, Instant now) {
        String sha256 = sha256(content.bytes());
        jdbc.sql("""
                        INSERT INTO media_content (corp_id, type, filename, content, sha256, created_at)
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
                        SELECT id FROM media_content WHERE corp_id = :corpId AND type = :type AND sha256 = :sha256
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
                        SELECT type, filename, content FROM media_content WHERE corp_id = :corpId AND id = :id
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query((row, _) -> new MediaContent(
                        Media.Type.valueOf(row.getString("type")), row.getString("filename"), row.getBytes("content")))
                .optional();
    }

    @Override
    public boolean has(CorpId corpId, MediaContentId id, Media.Type type) {
        return jdbc.sql("""
                        SELECT COUNT(*) FROM media_content WHERE corp_id = :corpId AND id = :id AND type = :type
                        """)
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .param("type", type.name())
                        .query(Long.class)
                        .single()
                == 1;
    }

    @Override
    public void uploaded(CorpId corpId, MediaContentId id, String mediaId, Instant until) {
        jdbc.sql("""
                        UPDATE media_content SET media_id = :mediaId, media_id_until = :until
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("mediaId", mediaId)
                .param("until", JdbcTime.of(until))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    @Override
    public Map<MediaContentId, String> mediaIds(CorpId corpId, Collection<MediaContentId> ids, Instant now) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        SELECT id, media_id FROM media_content
                        WHERE corp_id = :corpId AND id IN (:ids) AND media_id_until > :now
                        """)
                .param("corpId", corpId.value())
                .param("ids", ids.stream().map(MediaContentId::value).toList())
                .param("now", JdbcTime.of(now))
                .query((row, _) -> Map.entry(new MediaContentId(row.getLong("id")), row.getString("media_id")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
