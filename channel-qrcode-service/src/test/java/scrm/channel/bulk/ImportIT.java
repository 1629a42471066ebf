package scrm.channel.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;

class ImportIT extends ChannelServiceIT {
    @BeforeEach
    void membersAreThere() {
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("li", "李四");
    }

    @Test
    void aFileMakesACodeForEachShop() {
        String channelId = channel("门店");
        StringBuilder file = new StringBuilder("\uFEFFname,channelId,users,welcomeText,kind\r\n");
        for (int i = 1; i <= 60; i++) {
            file.append("%d号店,%s,zhang;li,\"您好，欢迎光临%d号店\",%s\r\n"
                    .formatted(i, channelId, i, i == 60 ? "ACQUISITION_LINK" : ""));
        }

        Answer answer = postCsv("/live-codes/import", file.toString());

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(202);
        assertThat(answer.json().path("rows").asInt()).isEqualTo(60);
        String job = "/jobs/" + answer.json().at("/job/id").asString();
        soon().untilAsserted(() ->
                assertThat(get(job).json().path("state").asString()).isEqualTo("SUCCEEDED"));
        assertThat(get(job).json().path("done").asInt()).isEqualTo(60);
        soon().untilAsserted(() -> assertThat(get("/live-codes?status=ACTIVE&limit=100&channelId=" + channelId)
                        .json()
                        .path("items"))
                .hasSize(60));
        JsonNode last = get("/live-codes?kind=ACQUISITION_LINK&channelId=" + channelId)
                .json()
                .at("/items/0");
        assertThat(last.path("name").asString()).isEqualTo("60号店");
        assertThat(last.at("/welcome/text").asString()).isEqualTo("您好，欢迎光临60号店");
        assertThat(calls("externalcontact/add_contact_way")).hasSize(59);
    }

    @Test
    void allThatIsWrongWithAFileIsToldAtOnceAndNothingIsMade() {
        String channelId = channel("门店");
        String file = """
                channelId,name,users,kind,skipVerify,welcomeText
                %s,一号店,zhang,CONTACT,true,你好
                999,二号店,zhang,,,
                x,三号店,,GROUP,perhaps,
                %s,四号店,zh ang;*,,,
                %s,五号店,zhang,,,{shop}
                %s,六号店,;,,,
                """.formatted(channelId, channelId, channelId, channelId);

        Answer answer = postCsv("/live-codes/import?dryRun=true", file);

        assertThat(answer.status()).isEqualTo(400);
        List<String> errors = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> errors.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        assertThat(errors)
                .containsExactly(
                        "rows[3].channelId not_found",
                        "rows[4].channelId wrong_format",
                        "rows[4].users required",
                        "rows[4].kind not_allowed",
                        "rows[4].skipVerify not_allowed",
                        "rows[5].users wrong_format",
                        "rows[6].welcome.text unknown_variable",
                        "rows[7].users required");
        assertThat(get("/live-codes").json().path("items")).isEmpty();
    }

    @Test
    void aDryRunOfASoundFileMakesNothing() {
        Answer answer = postCsv(
                "/live-codes/import?dryRun=true", "channelId,name,users\n%s,一号店,zhang\n".formatted(channel("门店")));

        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        assertThat(answer.json().path("rows").asInt()).isEqualTo(1);
        assertThat(answer.json().path("job").isNull()).isTrue();
        assertThat(get("/live-codes").json().path("items")).isEmpty();
    }
}
