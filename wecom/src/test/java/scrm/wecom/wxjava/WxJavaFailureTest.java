package scrm.wecom.wxjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.client.HttpResponseException;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.junit.jupiter.api.Test;

import scrm.wecom.WeComException.Kind;

class WxJavaFailureTest {
    private static final Api HARMLESS = Api.MARK_TAG;
    private static final Api HARMFUL = Api.ADD_MSG_TEMPLATE;

    @Test
    void whatWasNeverSentMayBeSentAgain() {
        for (Exception e : List.of(
                new ConnectException(),
                new ConnectTimeoutException(),
                new ConnectionPoolTimeoutException(),
                new UnknownHostException(),
                new SSLHandshakeException("no"),
                new HttpResponseException(403, "Forbidden"))) {
            WxJavaFailure failure = WxJavaFailure.of(e);

            assertThat(failure.kind(HARMFUL)).as("%s", e).isEqualTo(Kind.RETRYABLE);
            assertThat(failure.worthAnotherTry(HARMFUL)).as("%s", e).isTrue();
            assertThat(failure.answered()).as("%s", e).isFalse();
        }
    }

    @Test
    void whatMayHaveBeenExecutedIsInDoubtIfRepeatingDoesHarm() {
        for (Exception e : List.of(
                new SocketTimeoutException("Read timed out"),
                new SocketException("Connection reset"),
                new NoHttpResponseException("gone"),
                new HttpResponseException(502, "Bad Gateway"),
                new WxJavaCalls.UnreadableException(),
                new IllegalStateException("surprise"))) {
            WxJavaFailure failure = WxJavaFailure.of(e);

            assertThat(failure.kind(HARMFUL)).as("%s", e).isEqualTo(Kind.IN_DOUBT);
            assertThat(failure.worthAnotherTry(HARMFUL)).as("%s", e).isFalse();
            assertThat(failure.kind(HARMLESS)).as("%s", e).isEqualTo(Kind.RETRYABLE);
            assertThat(failure.worthAnotherTry(HARMLESS)).as("%s", e).isTrue();
        }
    }

    @Test
    void aRefusalIsWhatItsCodeSays() {
        assertThat(refused(84061).kind(HARMFUL)).isEqualTo(Kind.REFUSED);
        assertThat(refused(41050).kind(HARMFUL)).isEqualTo(Kind.REFUSED);
        assertThat(refused(60020).kind(HARMFUL)).isEqualTo(Kind.MISCONFIGURED);
        assertThat(refused(40001).kind(HARMFUL)).isEqualTo(Kind.MISCONFIGURED);
        assertThat(refused(45009).kind(HARMFUL)).isEqualTo(Kind.RETRYABLE);
        assertThat(refused(-1).kind(HARMFUL)).isEqualTo(Kind.RETRYABLE);
        assertThat(refused(41063).kind(HARMFUL)).isEqualTo(Kind.RETRYABLE);
        assertThat(refused(999_999).kind(HARMFUL)).isEqualTo(Kind.REFUSED);
    }

    @Test
    void onlyWhatPassesAtOnceIsTriedAgainAtOnce() {
        assertThat(refused(45033).worthAnotherTry(HARMFUL)).isTrue();
        assertThat(refused(45035).worthAnotherTry(HARMFUL)).isTrue();
        assertThat(refused(-1).worthAnotherTry(HARMLESS)).isTrue();
        assertThat(refused(-1).worthAnotherTry(HARMFUL)).isFalse();
        assertThat(refused(45009).worthAnotherTry(HARMLESS)).isFalse();
        assertThat(refused(84061).worthAnotherTry(HARMLESS)).isFalse();
        assertThat(refused(60020).worthAnotherTry(HARMLESS)).isFalse();
    }

    @Test
    void nothingThatIsSaidQuotesAnUrl() {
        Exception quoting = new IllegalArgumentException("https://qyapi/cgi-bin/x?access_token=secret");

        assertThat(WxJavaFailure.of(quoting).what()).doesNotContain("secret", "access_token");
    }

    private static WxJavaFailure refused(int errcode) {
        return WxJavaFailure.of(new WxErrorException(
                WxError.builder().errorCode(errcode).errorMsg("from ip").build()));
    }
}
