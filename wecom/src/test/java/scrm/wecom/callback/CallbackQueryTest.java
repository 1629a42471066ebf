package scrm.wecom.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.wecom.callback.CallbackRejected.Reason;

class CallbackQueryTest {
    private static final String SIGNATURE = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3";

    @Test
    void aPlusSurvivesPercentEncodedOrNot() {
        String query = "msg_signature=" + SIGNATURE + "&timestamp=1409659589&nonce=263014780&echostr=";

        assertThat(CallbackQuery.parse(query + "a+b/c==").echostr()).isEqualTo("a+b/c==");
        assertThat(CallbackQuery.parse(query + "a%2Bb%2Fc%3D%3d").echostr()).isEqualTo("a+b/c==");
    }

    @Test
    void unknownParametersAndAnyOrderPass() {
        CallbackQuery query =
                CallbackQuery.parse("nonce=1&&debug&x=1&x=2&timestamp=1409659589&msg_signature=" + SIGNATURE + "&");

        assertThat(query).isEqualTo(new CallbackQuery(SIGNATURE, "1409659589", "1", null));
        assertThat(query.epochSecond()).isEqualTo(1409659589L);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "timestamp=1&nonce=1",
                "msg_signature=" + SIGNATURE + "&nonce=1",
                "msg_signature=" + SIGNATURE + "&timestamp=1",
                "msg_signature=" + SIGNATURE + "&timestamp=1&nonce=1&nonce=1",
                "msg_signature=" + SIGNATURE + "&timestamp=1&timestamp=1&nonce=1",
                "msg_signature=" + SIGNATURE + "&msg_signature=" + SIGNATURE + "&timestamp=1&nonce=1",
                "msg_signature=" + SIGNATURE + "&timestamp=1&nonce=1&echostr=a&echostr=a",
                "msg_signature=" + SIGNATURE + "&timestamp=1&nonce=",
                "msg_signature=" + SIGNATURE + "&timestamp=&nonce=1",
                "msg_signature=&timestamp=1&nonce=1",
                "msg_signature=5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd&timestamp=1&nonce=1",
                "msg_signature=5C45FF5E21C57E6AD56BAC8758B79B1D9AC89FD3&timestamp=1&nonce=1",
                "msg_signature=" + SIGNATURE + "0&timestamp=1&nonce=1",
                "msg_signature=" + SIGNATURE + "&timestamp=12345678901&nonce=1",
                "msg_signature=" + SIGNATURE + "&timestamp=-1&nonce=1",
                "msg_signature=" + SIGNATURE + "&timestamp=1e3&nonce=1",
                "msg_signature=" + SIGNATURE + "&timestamp=%EF%BC%91&nonce=1",
                "msg_signature=" + SIGNATURE + "&timestamp=1&nonce=%",
                "msg_signature=" + SIGNATURE + "&timestamp=1&nonce=%4",
                "msg_signature=" + SIGNATURE + "&timestamp=1&nonce=%zz",
                "msg_signature=" + SIGNATURE + "&timestamp=1&nonce=%00",
                "msg_signature=" + SIGNATURE + "&timestamp=1&nonce=a%0d%0ab",
                "msg_signature=" + SIGNATURE + "&timestamp=1&nonce=ä"
            })
    void aMissingDoubledTruncatedOrMalformedParameterIsRefused(String rawQuery) {
        assertThat(catchThrowableOfType(CallbackRejected.class, () -> CallbackQuery.parse(rawQuery))
                        .reason())
                .isEqualTo(Reason.PARAMETERS);
    }

    @Test
    void oversizedParametersAreRefused() {
        String query = "msg_signature=" + SIGNATURE + "&timestamp=1&nonce=";

        assertThat(catchThrowableOfType(CallbackRejected.class, () -> CallbackQuery.parse(query + "1".repeat(129))))
                .isNotNull();
        assertThat(catchThrowableOfType(
                        CallbackRejected.class, () -> CallbackQuery.parse(query + "1&echostr=" + "A".repeat(1025))))
                .isNotNull();
        assertThat(catchThrowableOfType(
                        CallbackRejected.class, () -> CallbackQuery.parse(query + "1&x=" + "A".repeat(9000))))
                .isNotNull();
    }
}
