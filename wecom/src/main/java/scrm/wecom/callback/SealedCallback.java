package scrm.wecom.callback;

/**
 * An encrypted and signed message, as WeCom sends it to us and as we may answer.
 *
 * @param msgSignature 40 lower-case hex digits
 * @param timestamp Unix seconds
 * @param nonce as it was given
 * @param encrypt Base64
 */
public record SealedCallback(String msgSignature, long timestamp, String nonce, String encrypt) {
    /** The query of the request that carries it; for a URL check {@code echostr} is to be added. */
    public CallbackQuery query() {
        return new CallbackQuery(msgSignature, Long.toString(timestamp), nonce, null);
    }

    /** The body of a request, as WeCom posts it. Source: document 90930. */
    public String requestXml(String toUserName) {
        return "<xml><ToUserName><![CDATA[" + toUserName + "]]></ToUserName><Encrypt><![CDATA[" + encrypt
                + "]]></Encrypt><AgentID><![CDATA[]]></AgentID></xml>";
    }

    /** The body of an answer that says something. Source: document 90930. */
    public String replyXml() {
        return "<xml><Encrypt><![CDATA[" + encrypt + "]]></Encrypt><MsgSignature><![CDATA[" + msgSignature
                + "]]></MsgSignature><TimeStamp>" + timestamp + "</TimeStamp><Nonce><![CDATA[" + nonce
                + "]]></Nonce></xml>";
    }
}
