package scrm.channel.livecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;

/** Which bytes are at WeCom because a live code sends them. */
class LiveCodeMediaIT extends ChannelServiceIT {
    /** WeCom forgets media after three days; a media id is used for two. */
    private static final Duration UNTIL_RENEWAL = Duration.ofHours(51);

    private static final String MIGRATION = "/db/migration/V16__live_code_edits.sql";

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    private String channelId;

    @BeforeEach
    void memberIsThere() {
        corp.people().memberJoins("zhang", "张三");
        channelId = channel("门店");
    }

    @Test
    void aPictureOfTwoCodesIsRenewedUntilBothAreArchived() {
        Map<String, Object> welcome = Map.of("attachments", List.of(picture("two.png")));
        String first = open(welcome);
        String second = open(welcome);
        uploads(1);
        later(UNTIL_RENEWAL);
        uploads(2);

        archive(first);
        later(UNTIL_RENEWAL);
        uploads(3);

        archive(second);
        later(UNTIL_RENEWAL);
        soon().untilAsserted(() -> assertThat(renewals()).containsExactly("DONE"));
        uploads(3);
    }

    @Test
    void aPictureThatAnEditTookAwayIsForgottenAndTheNewOneRenewed() {
        String path = open(Map.of("attachments", List.of(picture("old.png"))));
        uploads(1);
        edit(path, Map.of("attachments", List.of(picture("new.png"))));
        uploads(2);

        later(UNTIL_RENEWAL);

        soon().untilAsserted(() -> assertThat(renewals()).containsExactlyInAnyOrder("DONE", "READY"));
        uploads(3);

        edit(path, Map.of("attachments", List.of(picture("old.png"))));
        uploads(4);
    }

    @Test
    void codesOfBeforeAreKnownByTheirPicturesToo() throws IOException {
        Map<String, Object> cover = new HashMap<>(picture("cover.png"));
        cover.put("type", "mini_program");
        cover.putAll(Map.of("title", "小程序", "appid", "wx1234567890abcdef", "page", "index.html"));
        String path = open(Map.of(
                "arms",
                List.of(
                        Map.of("weight", 1, "attachments", List.of(picture("a.png"), picture("both.png"))),
                        Map.of("weight", 1, "text", "乙", "attachments", List.of(picture("b.png"), cover))),
                "variants",
                List.of(
                        Map.of("name", "李", "users", List.of("li"), "attachments", List.of(picture("both.png"))),
                        Map.of(
                                "name",
                                "张",
                                "users",
                                List.of("zhang"),
                                "arms",
                                List.of(
                                        Map.of("weight", 1, "text", "甲"),
                                        Map.of("weight", 1, "attachments", List.of(picture("d.png"))))))));
        String plain = open(Map.of("text", "contentId"));

        assertThat(stored(path)).hasSize(5).isEqualTo(backfilled(path));
        assertThat(stored(plain)).isEmpty();
        assertThat(backfilled(plain)).isEmpty();
    }

    @Test
    void codesAreFoundByTheBytes() {
        QueryPlans.fill(
                jdbc,
                "live_code",
                "corp_id, channel_id, name, state, status, users, skip_verify, sync, version, created_at, updated_at",
                "'wwmedia', 1, 'n', CONCAT('m', n), 'CREATING', '[]', TRUE, 'IN_SYNC', 1, '2026-11-22', '2026-11-22'");
        QueryPlans.fill(
                jdbc, "live_code_media", "live_code_id, content_id, corp_id", "1000000 + n, n % 1000, 'wwmedia'");

        assertThat(QueryPlans.keys(client, JdbcLiveCodeMedia.SENDS, Map.of("corpId", "wwmedia", "contentId", 471)))
                .containsExactly("live_code_media_content", "PRIMARY");
    }

    private List<Long> stored(String path) {
        return client.sql("SELECT content_id FROM live_code_media WHERE live_code_id = :id ORDER BY content_id")
                .param("id", id(path))
                .query(Long.class)
                .list();
    }

    /** What the migration makes of the welcome's JSON. */
    private List<Long> backfilled(String path) throws IOException {
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream(MIGRATION))) {
            String backfill = Arrays.stream(new String(file.readAllBytes(), StandardCharsets.UTF_8).split(";", -1))
                    .filter(statement -> statement.contains("INSERT INTO live_code_media"))
                    .map(statement -> statement.substring(statement.indexOf("SELECT")))
                    .findFirst()
                    .orElseThrow();
            return client.sql("SELECT content_id FROM (" + backfill + ") AS b WHERE id = :id ORDER BY content_id")
                    .param("id", id(path))
                    .query(Long.class)
                    .list();
        }
    }

    private static long id(String path) {
        return Long.parseLong(path.substring("/live-codes/".length()));
    }

    private String open(Map<String, Object> welcome) {
        String path = liveCode(channelId, "zhang", welcome);
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
        return path;
    }

    private void edit(String path, Map<String, Object> welcome) {
        Answer edited =
                put(path, get(path).etag(), Map.of("name", "收银台", "users", List.of("zhang"), "welcome", welcome));
        assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);
    }

    private void archive(String path) {
        assertThat(post(path + "/archive", Map.of()).status()).isEqualTo(200);
    }

    private void uploads(int count) {
        soon().untilAsserted(() -> assertThat(calls("media/upload")).hasSize(count));
    }

    private List<String> renewals() {
        return client.sql("SELECT state FROM work WHERE kind = 'welcome-media' AND corp_id = :corpId")
                .param("corpId", corpId())
                .query(String.class)
                .list();
    }
}
