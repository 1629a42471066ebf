package scrm.group.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.GroupServiceIT;
import scrm.group.activity.CorpCalendar;
import scrm.messaging.JdbcTime;

class TierIT extends GroupServiceIT {
    private static final String CHAT = "wrTiers";

    @Autowired
    private JdbcTemplate template;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private RankMembers rankMembers;

    @Autowired
    private CorpCalendar calendar;

    @Test
    void membersAreWhatTheyDoAndAreListedByIt() {
        CorpId corpId = new CorpId(corpId());
        LocalDate today = calendar.today(corpId);
        Map.of("speaker", 90, "clicker", 90, "wakes", 90, "quiet", 90, "new", 3, "inviter", 90)
                .forEach((name, days) -> template.update(
                        "INSERT INTO group_member (corp_id, chat_id, member_id, is_external, joined_at) VALUES (?, ?, ?, ?, ?)",
                        corpId.value(),
                        CHAT,
                        name,
                        !name.equals("inviter"),
                        JdbcTime.of(today.minusDays(days)
                                .atStartOfDay(calendar.zone(corpId))
                                .toInstant())));
        acts(corpId, "speaker", today.minusDays(20), 40, 0);
        acts(corpId, "clicker", today.minusDays(13), 0, 1);
        acts(corpId, "wakes", today.minusDays(14), 0, 1);
        acts(corpId, "gone", today, 50, 0);
        for (String guest : List.of("a", "b", "c")) {
            template.update(
                    """
                    INSERT INTO group_member_spell (corp_id, chat_id, member_id, is_external, joined_at, join_told, invitor)
                    VALUES (?, ?, ?, TRUE, ?, TRUE, 'inviter')
                    """, corpId.value(), CHAT, guest, JdbcTime.of(WECOM.clock().instant()));
        }
        template.update(
                "INSERT INTO group_member_tier (corp_id, chat_id, member_id, tier) VALUES (?, ?, 'gone', 'LEADER')",
                corpId.value(),
                CHAT);

        transaction.executeWithoutResult(_ -> rankMembers.of(corpId, List.of(new ChatId(CHAT)), today));

        assertThat(members("LEADER")).containsExactly("inviter", "speaker");
        assertThat(members("ACTIVE")).containsExactly("clicker");
        assertThat(members("AT_RISK")).containsExactly("wakes");
        assertThat(members("NEWCOMER")).containsExactly("new");
        assertThat(members("LURKER")).containsExactly("quiet");
        assertThat(all("/group-chats/" + CHAT + "/members"))
                .hasSize(6)
                .allSatisfy(
                        member -> assertThat(member.path("tier").asString("")).isNotEmpty());
        assertThat(get("/group-chats/" + CHAT + "/members?tier=BOSS").status()).isEqualTo(400);
    }

    private List<String> members(String tier) {
        return all("/group-chats/" + CHAT + "/members?tier=" + tier).stream()
                .map(member -> member.path("memberId").asString())
                .toList();
    }

    private void acts(CorpId corpId, String memberId, LocalDate day, int messages, int clicks) {
        template.update(
                "INSERT INTO group_member_day (corp_id, chat_id, day, member_id, messages, clicks) VALUES (?, ?, ?, ?, ?, ?)",
                corpId.value(),
                CHAT,
                day,
                memberId,
                messages,
                clicks);
    }
}
