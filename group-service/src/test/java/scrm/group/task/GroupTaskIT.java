package scrm.group.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.GroupServiceIT;
import scrm.simulator.server.Fault;

class GroupTaskIT extends GroupServiceIT {
    private static final String SEND = "message/send";

    @Autowired
    private RaiseGroupTask raiseGroupTask;

    @BeforeEach
    void atNoon() {
        untilNoon();
    }

    @Test
    void nobodyIsToldAtNight() {
        WECOM.clock().advance(Duration.ofHours(11));
        dissolve("zhang");
        assertThat(tasks()).containsExactly("OPEN PENDING 0");
        WECOM.clock().advance(Duration.ofHours(10).plusMinutes(10));
        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN SENT 1"));
        assertThat(calls(SEND)).hasSize(1);
    }

    @Test
    void aMessageWhoseAnswerWasLostIsNotSentAgainBeforeItsReminder() {
        WECOM.faults().add(Fault.replyDropped().on(SEND).of(corpId()).times(1));
        dissolve("zhang");
        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN UNKNOWN 1"));
        assertThat(calls(SEND)).hasSize(1);

        WECOM.clock().advance(Duration.ofDays(3).plusMinutes(1));
        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN SENT 2"));
        assertThat(calls(SEND)).hasSize(2);
    }

    @Test
    void remindersEndAndWhatIsRaisedAnewIsToldAnew() {
        dissolve("zhang");
        dissolve("zhang");
        for (int sent = 1; sent <= GroupTaskMessageWorker.MOST; sent++) {
            String expected = "OPEN SENT " + sent;
            soon().untilAsserted(() -> assertThat(tasks()).containsExactly(expected));
            WECOM.clock().advance(GroupTaskMessageWorker.BETWEEN.plusMinutes(1));
        }
        raiseGroupTask.keep(new CorpId(corpId()), new ChatId("wrX"));
        assertThat(tasks()).containsExactly("OBSOLETE SENT 5");

        dissolve("zhang");
        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN SENT 6"));
        raiseGroupTask.dissolved(new CorpId(corpId()), new ChatId("wrX"));
        dissolve("zhang");
        assertThat(tasks()).containsExactly("DONE SENT 6");
    }

    @Test
    void aGroupThatGoesOnAlthoughItsTaskWasCalledDoneIsAskedForAgainAtItsNextEnd() {
        dissolve("zhang");
        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN SENT 1"));
        String id = all("/group-chats/tasks").getFirst().path("id").asString();
        post("/group-chats/tasks/" + id + "/done", Map.of());
        assertThat(tasks()).containsExactly("DONE SENT 1");

        raiseGroupTask.keep(new CorpId(corpId()), new ChatId("wrX"));
        assertThat(tasks()).containsExactly("OBSOLETE SENT 1");
        dissolve("zhang");

        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN SENT 2"));
        assertThat(calls(SEND)).hasSize(2);
    }

    @Test
    void anOwnerWhomWeComDoesNotReachStillHasTheTask() {
        dissolve("nobody");
        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN REFUSED 1"));
    }

    private void dissolve(String owner) {
        raiseGroupTask.dissolve(new CorpId(corpId()), new ChatId("wrX"), new UserId(owner), "旧群");
    }

    private List<String> tasks() {
        return all("/group-chats/tasks").stream()
                .map(task -> String.join(
                        " ",
                        task.path("status").asString(),
                        task.path("told").asString(),
                        task.path("messages").asString()))
                .toList();
    }
}
