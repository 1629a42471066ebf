package scrm.channel.livecode;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

import scrm.attachment.MediaContentId;
import scrm.channel.media.MediaSender;
import scrm.channel.script.WelcomeScript;
import scrm.events.CorpId;

/** Which bytes live codes send, found by the bytes. */
@Repository
class JdbcLiveCodeMedia implements MediaSender {
    // A test pins how the server runs it.
    static final String SENDS = """
            SELECT 1 FROM live_code_media m JOIN live_code l ON l.id = m.live_code_id
            WHERE m.corp_id = :corpId AND m.content_id = :contentId
              AND l.status IN ('CREATING', 'ACTIVE', 'PAUSED')
            LIMIT 1""";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    JdbcLiveCodeMedia(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a code that can be scanned sends these bytes. */
    @Override
    public boolean sends(CorpId corpId, MediaContentId contentId) {
        return jdbc.sql(SENDS)
                .param("corpId", corpId.value())
                .param("contentId", contentId.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** What a code sends from now on; in the transaction that stores its draft. */
    void replace(CorpId corpId, LiveCodeId id, LiveCode.Draft draft) {
        jdbc.sql("DELETE FROM live_code_media WHERE live_code_id = :id")
                .param("id", id.value())
                .update();
        WelcomeScript welcome = draft.welcome();
        List<MediaContentId> contents = welcome == null ? List.of() : welcome.contents();
        if (contents.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO live_code_media (live_code_id, content_id, corp_id)
                        SELECT :id, content_id, :corpId
                        FROM JSON_TABLE(:contents, '$[*]' COLUMNS (content_id BIGINT PATH '$')) AS contents
                        """)
                .param("id", id.value())
                .param("corpId", corpId.value())
                .param(
                        "contents",
                        JSON.writeValueAsString(
                                contents.stream().map(MediaContentId::value).toList()))
                .update();
    }
}
