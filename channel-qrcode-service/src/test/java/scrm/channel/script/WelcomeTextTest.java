package scrm.channel.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WelcomeTextTest {
    @Test
    void namesStandWhereTheVariablesStood() {
        WelcomeText text = new WelcomeText("{contactName}，我是{memberName}。{contactName}好！");

        assertThat(text.render(names(Optional.of("小李"), "小张"))).isEqualTo("小李，我是小张。小李好！");
    }

    @Test
    void theChannelAndTheLiveCodeHaveNamesToo() {
        WelcomeText text = new WelcomeText("感谢从{channelName}的{liveCodeName}加入");

        assertThat(text.render(names(Optional.empty(), null))).isEqualTo("感谢从门店的收银台加入");
        assertThat(text.unknownVariables()).isEmpty();
    }

    @Test
    void aContactWithoutNameIsGreetedNeutrally() {
        assertThat(new WelcomeText("{contactName}，你好").render(names(Optional.empty(), null)))
                .isEqualTo("朋友，你好");
    }

    @Test
    void aNameThatLooksLikeAVariableStaysAName() {
        WelcomeText text = new WelcomeText("{contactName}!");

        assertThat(text.render(names(Optional.of("{memberName} $1 \\"), "小张"))).isEqualTo("{memberName} $1 \\!");
    }

    @Test
    void aLongNameIsCutBetweenCharactersRatherThanCostingTheWelcome() {
        WelcomeText text = new WelcomeText("{contactName}");

        String rendered = text.render(names(Optional.of("好".repeat(2000)), null));

        assertThat(rendered.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(3998, WelcomeText.MAX_BYTES);
        assertThat(rendered).matches("好+");
    }

    @Test
    void variablesThatNobodyCanFillInAreFound() {
        assertThat(new WelcomeText("{contactName} {shop} {1} {shop}").unknownVariables())
                .containsExactly("{shop}");
    }

    private static WelcomeText.Names names(Optional<String> contact, @Nullable String member) {
        return new WelcomeText.Names(contact, member, "门店", "收银台");
    }
}
