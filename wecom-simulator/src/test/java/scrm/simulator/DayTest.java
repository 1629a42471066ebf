package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DayTest {
    @Test
    void theSameSeedPlaysTheSameDay() {
        assertThat(play(42)).isEqualTo(play(42)).hasSizeGreaterThan(60);
        assertThat(play(42)).isNotEqualTo(play(43));
    }

    /** All callbacks of a day, without their times. */
    private static List<String> play(long seed) {
        try (WeComSimulator simulator = WeComSimulator.start()) {
            Corp corp = simulator.corp("ww1");
            corp.people().memberJoins("zhang", "张三");
            Api api = new Api(simulator, corp);
            api.post(
                    "externalcontact/add_contact_way",
                    "{\"type\":1,\"scene\":2,\"state\":\"s1\",\"user\":[\"zhang\"]}");
            String chatId = corp.people().memberCreatesGroup("zhang", "g", List.of());
            api.post(
                    "externalcontact/groupchat/add_join_way",
                    "{\"scene\":2,\"chat_id_list\":[\"" + chatId + "\"],\"state\":\"j1\"}");

            Day.Played played = Day.play(corp.people(), new Day(seed, 40, List.of("s1"), List.of("j1")));

            assertThat(played.added()).hasSize(40);
            assertThat(played.joined()).isPositive();
            assertThat(played.quit()).isLessThan(played.joined());
            return corp.callbacks().stream()
                    .map(callback -> callback.xml().replaceAll("<CreateTime>\\d+</CreateTime>", ""))
                    .toList();
        }
    }
}
