package scrm.group.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.GroupServiceIT;
import scrm.group.statistics.OwnerDays.Totals;

class StatisticsIT extends GroupServiceIT {
    @Autowired
    private DailyStatisticsWorker daily;

    @Autowired
    private OwnerDays days;

    @Autowired
    private JdbcClient database;

    @Test
    void yesterdaysCountsArePulledOnceADayAndWhatIsMissingBeforeToo() {
        String contact = people.memberAdds("zhang", "李雷").externalUserId();
        String one = people.memberCreatesGroup("zhang", "甲", List.of(contact));
        String two = people.memberCreatesGroup("li", "乙", List.of("zhang"));
        for (String chatId : List.of(one, two)) {
            soon().untilAsserted(() -> assertThat(
                            get("/group-chats/" + chatId).json().path("owner").asString(""))
                    .isNotEmpty());
        }
        LocalDate spoken = LocalDate.ofInstant(WECOM.clock().instant(), ZoneOffset.ofHours(8));
        people.chatsInGroup(one, contact, "hi");
        people.chatsInGroup(one, "zhang", "hi");
        WECOM.clock().advance(Duration.ofDays(1));

        CorpId corpId = new CorpId(corpId());
        daily.ask(corpId);
        daily.ask(corpId);
        soon().untilAsserted(() -> assertThat(days.totals(
                        corpId, Set.of(new UserId("zhang"), new UserId("li")), spoken.minusDays(29), spoken))
                .containsEntry(new UserId("zhang"), new Totals(30, 2, average(corpId, "zhang")))
                .hasEntrySatisfying(
                        new UserId("li"), li -> assertThat(li.messages()).isZero()));
        assertThat(days.last(corpId)).hasValue(spoken);

        // The next day asks for that day, and for the one that WeCom may have corrected.
        int asked = calls("/cgi-bin/externalcontact/groupchat/statistic").size()
                + calls("/cgi-bin/externalcontact/groupchat/statistic_group_by_day")
                        .size();
        WECOM.clock().advance(Duration.ofDays(1));
        daily.ask(corpId);
        soon().untilAsserted(() -> assertThat(days.last(corpId)).hasValue(spoken.plusDays(1)));
        assertThat(calls("/cgi-bin/externalcontact/groupchat/statistic").size()
                        + calls("/cgi-bin/externalcontact/groupchat/statistic_group_by_day")
                                .size()
                        - asked)
                .isLessThanOrEqualTo(2);
    }

    private double average(CorpId corpId, String owner) {
        return database.sql("SELECT COALESCE(AVG(members), 0) FROM owner_day WHERE corp_id = ? AND owner = ?")
                .params(corpId.value(), owner)
                .query(Double.class)
                .single();
    }
}
