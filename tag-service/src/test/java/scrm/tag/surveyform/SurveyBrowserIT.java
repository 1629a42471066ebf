package scrm.tag.surveyform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import scrm.harness.Chromium;
import scrm.harness.Chromium.Heard;
import scrm.tag.survey.SurveyServiceIT;

/** A contact answers in a real browser that runs no script. */
@Timeout(300)
class SurveyBrowserIT extends SurveyServiceIT {
    @TempDir(cleanup = CleanupMode.ALWAYS)
    private static Path work;

    private static Chromium phone;

    @BeforeAll
    static void switchOn() throws Exception {
        phone = Chromium.start(work);
    }

    @AfterAll
    static void switchOff() throws Exception {
        if (phone != null) {
            phone.close();
        }
    }

    @BeforeEach
    void pickUp() {
        phone.width(390);
        phone.language("en-GB,en;q=0.9");
    }

    @Test
    void thisBrowserRunsNoScript() {
        phone.open("data:text/html,<p>quiet</p><script>document.body.textContent='loud'</script>");
        assertThat(phone.html()).contains("<p>quiet</p>");
    }

    @Test
    void aContactAnswersByPersonalLinkAndGetsTheTags() {
        List<String> tagIds = tags("新客", "茶", "蛋糕", "推荐者");
        String lilei = contact("李雷");
        JsonNode survey = published(draft(tagIds.toArray(String[]::new)));
        String link = "http://127.0.0.1:" + port + personal(survey, lilei, "zhang");

        phone.open(link);
        assertThat(phone.title()).isEqualTo("How was it?");
        phone.follow("nav a");
        assertThat(phone.title()).isEqualTo("满意度调查");
        phone.follow("nav a");
        phone.click("input[name='q.likes'][value='tea']");
        phone.click("textarea");
        phone.type("很好 <b>\"谢谢\"</b>");
        phone.follow("button");

        assertThat(phone.title()).isEqualTo("Error: How was it?");
        assertThat(phone.heard("alert")).hasSize(1);
        assertThat(phone.heard("checkbox")).extracting(Heard::checked).containsExactly(true, false, false);
        assertThat(phone.html()).contains("很好 &lt;b&gt;\"谢谢\"&lt;/b&gt;");

        phone.click(".summary a[href='#f-visit']");
        phone.press("Space");
        assertThat(phone.heard("radio").getFirst()).isEqualTo(new Heard("Yes", "", true, true));
        phone.click("input[name='q.nps'][value='10']");
        phone.follow("button");

        assertThat(phone.title()).isEqualTo("Thank you");
        assertThat(phone.html()).contains("Thanks a lot!");
        JsonNode answer =
                all("/surveys/" + survey.path("id").asString() + "/answers").getFirst();
        assertThat(answer.path("externalUserId").asString()).isEqualTo(lilei);
        assertThat(answer.path("given").toString()).contains("tea", "\"10\"", "很好 <b>");
        soon().untilAsserted(() -> assertThat(tagsOf(lilei, "zhang"))
                .containsExactlyInAnyOrder(tagIds.get(0), tagIds.get(1), tagIds.get(3)));

        phone.open(link);
        assertThat(phone.title()).isEqualTo("You have answered already");
    }

    @Test
    void whoListensHearsWhatIsAskedAndWhatIsWrong() {
        JsonNode survey = published(draft());
        phone.open("http://127.0.0.1:" + port + path(survey));

        assertThat(phone.heard("group"))
                .extracting(Heard::name)
                .containsExactly(
                        "1. Your first visit? (required)",
                        "2. What do you like?",
                        "3. Would you recommend us? (required)");
        assertThat(phone.heard("radio"))
                .hasSize(13)
                .allMatch(field -> !field.name().isBlank());
        assertThat(phone.heard("checkbox")).extracting(Heard::name).containsExactly("Tea", "Cake", "Art");
        assertThat(phone.heard("textbox"))
                .as("the trap is not among them")
                .containsExactly(new Heard("4. Anything else?", "20 characters at most", false, false));

        phone.click("textarea");
        phone.type("longer than twenty characters");
        phone.follow("button");

        assertThat(phone.heard("textbox").getFirst().description())
                .isEqualTo("20 characters at most Use 20 characters at most");
        assertThat(phone.heard("group").getFirst().description()).isEqualTo("Please answer this question");
        assertThat(phone.heard("link"))
                .extracting(Heard::name)
                .containsExactly("中文", "Your first visit?", "Would you recommend us?", "Anything else?");
    }

    @Test
    void whatIsTouchedIsLargeAndNothingStandsBesideASmallScreen() {
        JsonNode survey = published(draft());
        phone.width(320);
        phone.open("http://127.0.0.1:" + port + path(survey));
        phone.follow("button");

        for (String touched : List.of("label.option", "nav a", ".summary a", "button", "textarea")) {
            assertThat(phone.heights(touched)).as(touched).isNotEmpty().allMatch(height -> height >= 44);
        }
        assertThat(phone.contentWidth()).isLessThanOrEqualTo(320);
    }

    @Test
    void nothingIsLoadedAndNoPolicyIsBroken() {
        JsonNode survey = published(draft());
        String link = "http://127.0.0.1:" + port + path(survey);
        int before = phone.asked().size();
        int complained = phone.complaints().size();
        phone.open(link);
        phone.click("input[name='q.visit'][value='no']");
        phone.click("input[name='q.nps'][value='0']");
        phone.follow("button");

        assertThat(phone.title()).isEqualTo("Thank you");
        assertThat(phone.asked().stream().skip(before)).containsExactly(link, link + "?lang=en");
        assertThat(phone.complaints().stream().skip(complained)).isEmpty();
    }
}
