package scrm.tag.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.messaging.testing.QueryPlans;
import scrm.tag.TagServiceIT;

class FollowUserTagsQueryPlanIT extends TagServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void relationsAndTagsOfManyContactsAreFoundByTheContacts() {
        QueryPlans.fill(
                jdbc,
                "follow_user",
                "corp_id, external_userid, userid, added_at",
                "'wwmany', CONCAT('wm', n), 'zhang', '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "follow_user_tag",
                "corp_id, external_userid, userid, tag_id, source, assigned_at",
                "'wwmany', CONCAT('wm', n), 'zhang', CONCAT('t', n % 5), 'WECOM', '2026-11-22'");
        Map<String, Object> parameters = Map.of(
                "corpId", "wwmany", "externalUserIds", List.of("wm7", "wm8", "wm9"), "tagIds", List.of("t1", "t2"));

        assertThat(QueryPlans.keys(client, JdbcFollowUserTags.FOLLOWERS, parameters))
                .containsExactly("PRIMARY");
        assertThat(QueryPlans.keys(client, JdbcFollowUserTags.HELD, parameters)).containsExactly("PRIMARY");
    }
}
