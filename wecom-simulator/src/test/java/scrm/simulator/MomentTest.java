package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MomentTest extends SimulatorTest {
    private static final String ADD = "externalcontact/add_moment_task";
    private static final String ONE =
            "{\"text\":{\"content\":\"new\"},\"visible_range\":{\"sender_list\":{\"user_list\":[\"zhang\",\"gone\"]}}}";

    @Test
    void aJobRipensIntoAMomentThatTheMemberPublishes() {
        String contact = aContact("zhang", "a");
        String jobId = api.post(ADD, ONE).path("jobid").asString();
        assertThat(job(jobId).path("status").asInt()).isEqualTo(1);
        simulator.clock().advance(Duration.ofSeconds(2));
        assertThat(job(jobId).path("status").asInt()).isEqualTo(2);
        simulator.clock().advance(Duration.ofSeconds(2));
        JsonNode result = job(jobId).path("result");
        String momentId = result.path("moment_id").asString();
        assertThat(result.at("/invalid_sender_list/user_list/0").asString()).isEqualTo("gone");
        String one = "{\"moment_id\":\"" + momentId + "\",\"userid\":\"zhang\"}";
        assertThat(api.errcode("externalcontact/get_moment_comments", one)).isEqualTo(41061);

        people.memberPublishesMoment(momentId, "zhang");
        people.contactLikesMoment(momentId, "zhang", contact);

        assertThat(api.post("externalcontact/get_moment_task", one)
                        .at("/task_list/0/publish_status")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.post("externalcontact/get_moment_comments", one)
                        .at("/like_list/0/external_userid")
                        .asString())
                .isEqualTo(contact);
        assertThat(api.post("externalcontact/get_moment_send_result", one).path("customer_list"))
                .hasSize(1);
        assertThat(people.inbox(contact)).extracting(Received::kind).containsExactly("moment");
    }

    @Test
    void tenJobsAMinuteAreTheMost() {
        for (int i = 0; i < 10; i++) {
            assertThat(api.errcode(ADD, ONE)).isZero();
        }
        assertThat(api.errcode(ADD, ONE)).isEqualTo(41067);
        simulator.clock().advance(Duration.ofMinutes(1));
        assertThat(api.errcode(ADD, ONE)).isZero();
    }

    @Test
    void aCancelledMomentIsNotPublished() {
        String jobId = api.post(ADD, ONE).path("jobid").asString();
        simulator.clock().advance(Duration.ofSeconds(4));
        String momentId = job(jobId).at("/result/moment_id").asString();
        api.post("externalcontact/cancel_moment_task", "{\"moment_id\":\"" + momentId + "\"}");

        assertThatThrownBy(() -> people.memberPublishesMoment(momentId, "zhang"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void picturesMustBeUploadedForMoments() {
        String wrong = api.upload("media/upload", "type=image", new byte[10])
                .path("media_id")
                .asString();
        String right = api.upload("media/upload_attachment", "media_type=image&attachment_type=1", new byte[10])
                .path("media_id")
                .asString();

        assertThat(api.errcode(ADD, picture(wrong))).isEqualTo(41072);
        assertThat(api.errcode(ADD, picture(right))).isZero();
    }

    @Test
    void aTextHasTwoThousandCharactersAtMost() {
        assertThat(api.errcode(ADD, "{\"text\":{\"content\":\"" + "a".repeat(2000) + "\"}}"))
                .isZero();
        assertThat(api.errcode(ADD, "{\"text\":{\"content\":\"" + "a".repeat(2001) + "\"}}"))
                .isEqualTo(45002);
    }

    private static String picture(String mediaId) {
        return "{\"attachments\":[{\"msgtype\":\"image\",\"image\":{\"media_id\":\"" + mediaId + "\"}}]}";
    }

    private JsonNode job(String jobId) {
        return api.get("externalcontact/get_moment_task_result", "jobid", jobId);
    }
}
