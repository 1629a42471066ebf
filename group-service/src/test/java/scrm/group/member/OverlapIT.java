package scrm.group.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.group.GroupServiceIT;
import scrm.messaging.testing.QueryPlans;

class OverlapIT extends GroupServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void groupsThatShareContactsAreCountedAndStaffDoesNotCount() {
        in("wr1", true, "wma", "wmb", "wmc");
        in("wr2", true, "wmb", "wmc", "wmd");
        in("wr3", true, "wmc");
        in("wr4", true, "wmd");
        in("wr1", false, "zhang");
        in("wr4", false, "zhang");

        assertThat(all("/group-chats/overlaps?chatId=wr1").stream()
                        .map(one -> one.path("chatId").asString() + " "
                                + one.path("shared").asInt()))
                .containsExactly("wr2 2", "wr3 1");
        assertThat(all("/group-chats/duplicates").stream()
                        .map(one -> one.path("externalUserId").asString() + " "
                                + one.path("chats").asInt()))
                .containsExactly("wmb 2", "wmc 3", "wmd 2");
        assertThat(all("/group-chats/duplicates?moreThan=2")).hasSize(1);
        assertThat(get("/group-chats/duplicates?moreThan=0").status()).isEqualTo(400);
    }

    @Test
    void overlapsArePagedWithoutGapsOrRepeats() {
        for (int i = 0; i < 20; i++) {
            in("wm-chat" + i, true, "wma", i % 2 == 0 ? "wmb" : "wmx" + i);
        }
        in("wr1", true, "wma", "wmb");

        assertThat(all("/group-chats/overlaps?chatId=wr1").stream()
                        .map(one -> one.path("chatId").asString()))
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @Test
    void bothAreCountedAlongAnIndex() {
        QueryPlans.fill(
                jdbc,
                "group_member",
                "corp_id, chat_id, member_id, is_external, joined_at",
                "'wwplan', CONCAT('wr', n % 100), CONCAT('wm', n DIV 2), TRUE, '2026-11-22'");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcOverlaps.OVERLAPS,
                        Map.of(
                                "corpId",
                                "wwplan",
                                "chatId",
                                "wr1",
                                "shared",
                                Integer.MAX_VALUE,
                                "after",
                                "",
                                "limit",
                                50)))
                .containsExactly("PRIMARY", "group_member_by_member");
        assertThat(QueryPlans.keys(
                        client,
                        JdbcOverlaps.DUPLICATES,
                        Map.of("corpId", "wwplan", "moreThan", 1, "after", "wm4", "limit", 50)))
                .containsExactly("group_member_external");
    }

    private void in(String chatId, boolean external, String... memberIds) {
        List.of(memberIds)
                .forEach(memberId -> jdbc.update(
                        "INSERT INTO group_member (corp_id, chat_id, member_id, is_external, joined_at)"
                                + " VALUES (?, ?, ?, ?, '2026-11-22')",
                        corpId(),
                        chatId,
                        memberId,
                        external));
    }
}
