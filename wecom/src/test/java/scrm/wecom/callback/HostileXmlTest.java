package scrm.wecom.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.events.UnrecognizedCallback;
import scrm.wecom.callback.CallbackRejected.Reason;

/** Messages that are signed, and still not harmless: a token may leak. */
class HostileXmlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "hello",
                "<xml>",
                "<xml></xml",
                "<xml></yml>",
                "<xml/><xml/>",
                "<xml>\u0000</xml>",
                "<xml>&nbsp;</xml>",
                "<xml a='1' a='2'/>",
                "<!DOCTYPE xml><xml/>",
                "<!DOCTYPE xml SYSTEM \"file:///etc/passwd\"><xml/>",
                "<!DOCTYPE xml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><xml><Event>&x;</Event></xml>",
                "<!DOCTYPE xml [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x\"> %x;]><xml/>",
                "<!DOCTYPE xml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]><xml><E>&b;</E></xml>",
                "<?xml version='1.0' encoding='no-such'?><xml/>",
                "<?xml version='1.0' encoding='UTF-16'?><xml/>",
                "\u0000\u0000\u0000<\u0000\u0000\u0000x",
                "<\u0000\u0000\u0000x\u0000\u0000\u0000",
                "<\u0000x\u0000"
            })
    void whatIsNotPlainXmlIsRefused(String xml) {
        assertThat(rejection(xml)).isEqualTo(Reason.CONTENT);
    }

    @Test
    void nestedTagsAreRefusedAtABoundedDepth() {
        assertThat(rejection("<a>".repeat(9000))).isEqualTo(Reason.CONTENT);
        assertThat(rejection("<a>".repeat(17) + "</a>".repeat(17))).isEqualTo(Reason.CONTENT);
        assertThat(Sealing.open("<a>".repeat(16) + "</a>".repeat(16))).isInstanceOf(UnrecognizedCallback.class);
    }

    @Test
    void manyTagsAttributesAndCommentsAreJustRead() {
        assertThat(Sealing.open("<a>" + "<b/>".repeat(10_000) + "</a>")).isInstanceOf(UnrecognizedCallback.class);
        assertThat(Sealing.open("<a>" + "x<!---->".repeat(5_000) + "</a>")).isInstanceOf(UnrecognizedCallback.class);
        StringBuilder attributes = new StringBuilder("<a");
        for (int i = 0; i < 4_000; i++) {
            attributes.append(" a").append(i).append("=''");
        }
        assertThat(Sealing.open(attributes.append("/>").toString())).isInstanceOf(UnrecognizedCallback.class);
    }

    @Test
    void definedEntitiesAndCharacterReferencesAreText() {
        String xml = "<xml><MsgType>a&lt;&amp;&#x4e2d;<![CDATA[&lt;]]></MsgType></xml>";

        assertThat(((UnrecognizedCallback) Sealing.open(xml)).msgType()).isEqualTo("a<&中&lt;");
    }

    private static Reason rejection(String xml) {
        return catchThrowableOfType(CallbackRejected.class, () -> Sealing.open(xml))
                .reason();
    }
}
