package scrm.channel.livecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;

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

    private static LiveCode liveCode(@Nullable String qrCode) {
        return new LiveCode(
                new LiveCodeId(1),
                new CorpId("ww1"),
                new ChannelId(2),
                new State("secret-state"),
                new ShortCode("AAAAAAAAAAAA"),
                LiveCode.Status.ACTIVE,
                new LiveCode.Draft("门店", List.of(new UserId("zhang")), true, null),
                null,
                qrCode,
                null,
                LiveCode.Sync.IN_SYNC,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
