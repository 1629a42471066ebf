package scrm.channel.livecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.channel.ChannelServiceIT;
import scrm.messaging.testing.QueryPlans;

class ShortCodeIT extends ChannelServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void everyRowHasOneOfItsOwnAndIsFoundByIt() {
        QueryPlans.fill(
                jdbc,
                "live_code",
                "corp_id, channel_id, name, state, status, users, skip_verify, sync, version, created_at, updated_at",
                "'wwshort', 1, 'n', CONCAT('s', n), 'CREATING', '[]', TRUE, 'IN_SYNC', 1, '2026-11-22', '2026-11-22'");

        List<String> codes =
                jdbc.queryForList("SELECT short_code FROM live_code WHERE corp_id = 'wwshort'", String.class);
        assertThat(codes).hasSize(10_000).allMatch(code -> ShortCode.parse(code).isPresent());
        assertThat(new HashSet<>(codes)).hasSameSizeAs(codes);
        assertThat(QueryPlans.keys(client, JdbcLiveCodes.OF_SHORT_CODE, Map.of("shortCode", codes.get(4711))))
                .containsExactly("live_code_short_code");
    }
}
