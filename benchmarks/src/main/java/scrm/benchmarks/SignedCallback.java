package scrm.benchmarks;

import java.nio.charset.StandardCharsets;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.wecom.callback.SealedCallback;

/**
 * A callback that was signed beforehand.
 *
 * @param corpId whose URL it goes to
 * @param sealed what it carries
 * @param id of the event that it must become
 * @param genuine whether it must be accepted
 */
record SignedCallback(CorpId corpId, SealedCallback sealed, EventId id, boolean genuine) {
    /** The query of its URL. */
    String query() {
        return "msg_signature=" + sealed.msgSignature() + "&timestamp=" + sealed.timestamp() + "&nonce="
                + sealed.nonce();
    }

    /** Its body. */
    byte[] body() {
        return sealed.requestXml(corpId.value()).getBytes(StandardCharsets.US_ASCII);
    }
}
