package scrm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import scrm.events.EventId;
import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackKeys;
import scrm.wecom.callback.SealedCallback;

/**
 * Pre-signed callbacks from a seed: ten kinds of events, one in twenty a retry of an earlier one, one in a hundred with
 * a bad signature.
 */
final class Callbacks {
    private static final List<String> KINDS = List.of(
            "<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[add_external_contact]]></ChangeType>"
                    + "<UserID><![CDATA[%1$s]]></UserID><ExternalUserID><![CDATA[%2$s]]></ExternalUserID>"
                    + "<State><![CDATA[%3$s]]></State><WelcomeCode><![CDATA[WELCOME%2$s]]></WelcomeCode>",
            "<Event><![CDATA[change_external_contact]]></Event>"
                    + "<ChangeType><![CDATA[add_half_external_contact]]></ChangeType>"
                    + "<UserID><![CDATA[%1$s]]></UserID><ExternalUserID><![CDATA[%2$s]]></ExternalUserID>"
                    + "<State><![CDATA[%3$s]]></State>",
            "<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[edit_external_contact]]></ChangeType>"
                    + "<UserID><![CDATA[%1$s]]></UserID><ExternalUserID><![CDATA[%2$s]]></ExternalUserID>",
            "<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[del_external_contact]]></ChangeType>"
                    + "<UserID><![CDATA[%1$s]]></UserID><ExternalUserID><![CDATA[%2$s]]></ExternalUserID>",
            "<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[del_follow_user]]></ChangeType>"
                    + "<UserID><![CDATA[%1$s]]></UserID><ExternalUserID><![CDATA[%2$s]]></ExternalUserID>",
            "<Event><![CDATA[change_external_chat]]></Event><ChatId><![CDATA[wr%2$s]]></ChatId>"
                    + "<ChangeType><![CDATA[create]]></ChangeType>",
            "<Event><![CDATA[change_external_chat]]></Event><ChatId><![CDATA[wr%2$s]]></ChatId>"
                    + "<ChangeType><![CDATA[update]]></ChangeType><UpdateDetail><![CDATA[add_member]]></UpdateDetail>"
                    + "<JoinScene>1</JoinScene><MemChangeCnt>2</MemChangeCnt><MemChangeList>"
                    + "<Item><![CDATA[%1$s]]></Item><Item><![CDATA[%2$s]]></Item></MemChangeList>"
                    + "<LastMemVer><![CDATA[9c3f97c2ada667dfb5f6d03308d963e1]]></LastMemVer>"
                    + "<CurMemVer><![CDATA[71217227bbd112ecfe3a49c482195cb4]]></CurMemVer>",
            "<Event><![CDATA[change_external_tag]]></Event><Id><![CDATA[st%2$s]]></Id><TagType><![CDATA[tag]]></TagType>"
                    + "<ChangeType><![CDATA[create]]></ChangeType>",
            "<Event><![CDATA[customer_acquisition]]></Event><ChangeType><![CDATA[friend_request]]></ChangeType>"
                    + "<LinkId><![CDATA[ca%2$s]]></LinkId><State><![CDATA[%3$s]]></State>",
            "<Event><![CDATA[enter_agent]]></Event><EventKey><![CDATA[]]></EventKey><AgentID>1000002</AgentID>");

    private static final String NO_SIGNATURE = "0".repeat(40);

    private final CallbackCodec codec = new CallbackCodec();
    private final RandomGenerator random;
    private final long timestamp;
    private long made;

    Callbacks(RandomGenerator random, long timestamp) {
        this.random = random;
        this.timestamp = timestamp;
    }

    /** As many as asked for, spread over the corps. */
    List<SignedCallback> next(int count, List<CallbackKeys> corps) {
        List<SignedCallback> callbacks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int dice = random.nextInt(100);
            if (dice < 5 && i > 0) {
                callbacks.add(callbacks.get(random.nextInt(i)));
            } else {
                SignedCallback genuine = next(corps.get(random.nextInt(corps.size())), 0);
                callbacks.add(dice == 99 ? forged(genuine) : genuine);
            }
        }
        return callbacks;
    }

    /** One whose message has some more bytes. */
    SignedCallback next(CallbackKeys keys, int padding) {
        made++;
        String message = "<xml><ToUserName><![CDATA[" + keys.corpId() + "]]></ToUserName>"
                + "<FromUserName><![CDATA[sys]]></FromUserName><CreateTime>" + (timestamp - random.nextInt(60))
                + "</CreateTime><MsgType><![CDATA[event]]></MsgType>"
                + KINDS.get((int) (made % KINDS.size()))
                        .formatted(
                                "user" + random.nextInt(2000),
                                "wmqfasd1e19278asdas" + Long.toHexString(random.nextLong()),
                                "c-" + random.nextInt(200))
                + (padding == 0 ? "" : "<Padding><![CDATA[" + "x".repeat(padding) + "]]></Padding>")
                + "</xml>";
        byte[] random16 = new byte[16];
        random.nextBytes(random16);
        return new SignedCallback(
                keys.corpId(),
                codec.seal(keys, message, timestamp, Integer.toString(random.nextInt(1_000_000_000)), random16),
                EventId.ofCallback(keys.corpId(), message.getBytes(StandardCharsets.UTF_8)),
                true);
    }

    private static SignedCallback forged(SignedCallback callback) {
        SealedCallback sealed = callback.sealed();
        return new SignedCallback(
                callback.corpId(),
                new SealedCallback(NO_SIGNATURE, sealed.timestamp(), sealed.nonce(), sealed.encrypt()),
                callback.id(),
                false);
    }
}
