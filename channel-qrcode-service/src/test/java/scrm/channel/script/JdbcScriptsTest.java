package scrm.channel.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import scrm.attachment.KeptAttachment;
import scrm.attachment.MediaContentId;
import scrm.channel.script.WelcomeArms.Arm;
import scrm.events.UserId;

class JdbcScriptsTest {
    @Test
    void aScriptIsReadAsItWasWritten() {
        Map<UserId, String> names = Map.of(new UserId("zhang"), "小张");
        WelcomeScript script = new WelcomeScript(
                new WelcomeArms(
                        List.of(
                                new Arm(10, new WelcomeContent(new WelcomeText("甲"), names, List.of())),
                                new Arm(90, new WelcomeContent(null, names, List.of(image(1), image(2))))),
                        4),
                List.of(new WelcomeVariant(
                        "夜间",
                        List.of(new WelcomeSlot(
                                Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY), LocalTime.of(18, 30), LocalTime.MIDNIGHT)),
                        Set.of(new UserId("zhang")),
                        WelcomeArms.of(new WelcomeContent(new WelcomeText("晚上好"), Map.of(), List.of(image(3)))))));

        assertThat(JdbcScripts.read(JdbcScripts.write(script))).isEqualTo(script);
        assertThat(JdbcScripts.readArms(JdbcScripts.writeArms(script.base()))).isEqualTo(script.base());
        assertThat(script.contents())
                .containsExactly(new MediaContentId(1), new MediaContentId(2), new MediaContentId(3));
    }

    @Test
    void aWelcomeOfBeforeThereWereVariantsIsTheBaseWelcome() {
        WelcomeScript script = JdbcScripts.read("""
                {"text": "你好", "memberNames": {"zhang": "小张"}, "attachments": [{"type": "image", "contentId": 5}]}
                """);

        assertThat(script)
                .isEqualTo(new WelcomeScript(
                        WelcomeArms.of(new WelcomeContent(
                                new WelcomeText("你好"), Map.of(new UserId("zhang"), "小张"), List.of(image(5)))),
                        List.of()));
    }

    private static KeptAttachment image(long contentId) {
        return new KeptAttachment.Image(new MediaContentId(contentId));
    }
}
