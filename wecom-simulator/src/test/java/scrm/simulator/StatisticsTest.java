package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatisticsTest extends SimulatorTest {
    @Test
    void yesterdaysGroupsAndChatsAreCounted() {
        long today = simulator.clock().instant().getEpochSecond();
        String a = aContact("zhang", "a");
        String chatId = people.memberCreatesGroup("zhang", "g", List.of(a));
        people.chatsInGroup(chatId, a, "hi");
        people.chatsInGroup(chatId, a, "hi");
        people.contactChats("zhang", a, "hi");
        String ask = "{\"day_begin_time\":" + today + ",\"owner_filter\":{\"userid_list\":[\"zhang\"]}}";
        assertThat(api.errcode("externalcontact/groupchat/statistic", ask)).isEqualTo(40035);
        simulator.clock().advance(Duration.ofDays(1));
        api.refresh();

        JsonNode groups = api.post("externalcontact/groupchat/statistic", ask).at("/items/0/data");
        JsonNode byDay = api.post("externalcontact/groupchat/statistic_group_by_day", ask)
                .at("/items/0/data");
        JsonNode behavior = api.post(
                        "externalcontact/get_user_behavior_data",
                        "{\"userid\":[\"zhang\"],\"start_time\":" + today + ",\"end_time\":" + today + "}")
                .at("/behavior_data/0");

        assertThat(groups.path("msg_total").asInt()).isEqualTo(2);
        assertThat(groups.path("member_has_msg").asInt()).isEqualTo(1);
        assertThat(byDay).isEqualTo(groups);
        assertThat(behavior.path("new_contact_cnt").asInt()).isEqualTo(1);
        assertThat(behavior.path("message_cnt").asInt()).isEqualTo(1);
    }
}
