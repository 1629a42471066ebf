package scrm.channel.livecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicCodeTest {
    @Test
    void whatWeComMadeIsShown() {
        String picture = "https://wework.qpic.cn/wwpic/1/0";

        assertThat(PublicCode.of(liveCode(picture)).target())
                .isEqualTo(new PublicCode.Target.Picture(URI.create(picture)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https:", "a b", "\"><b>"})
    void whatABrowserShouldNotLoadIsNotShown(String picture) {
        assertThat(PublicCode.of(liveCode(picture)).target()).isNull();
    }

    @Test
    void beforeWeComHasMadeItThereIsNothingToShow() {
        assertThat(PublicCode.of(liveCode(null)).target()).isNull();
    }

    @Test
    void theStateStaysInside() {
        assertThat(PublicCode.of(liveCode(null)).toString()).doesNotContain("secret-state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAAAAAAAAA", "AAAAAAAAAAAAA", "AAAAAAAAAAA-", "AAAAAA AAAAA", "AAAAAAAAAAA\n"})
    void noOtherShortCodeIsLookedUp(String text) {
        assertThat(ShortCode.parse(text)).isEmpty();
    }

    @Test
    void aLinkIsFollowedAndNotShown() {
        LiveCode code = TestLiveCodes.aContactCode(LiveCode.Status.ACTIVE, null, "https://work.weixin.qq.com/ca/1");

        assertThat(PublicCode.of(code).target())
                .isEqualTo(new PublicCode.Target.Page(URI.create("https://work.weixin.qq.com/ca/1")));
    }

    private static LiveCode liveCode(@Nullable String qrCode) {
        return TestLiveCodes.aContactCode(LiveCode.Status.ACTIVE, qrCode, null);
    }
}
