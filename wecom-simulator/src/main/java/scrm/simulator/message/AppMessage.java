package scrm.simulator.message;

import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.simulator.server.Fields;

/** A message of the app to members. */
final class AppMessage {
    private final String msgid;
    private final Set<String> receivers;
    private final Fields body;
    private final long sentAt;
    private @Nullable String responseCode;
    boolean recalled;

    AppMessage(String msgid, Set<String> receivers, Fields body, long sentAt, @Nullable String responseCode) {
        this.msgid = msgid;
        this.receivers = receivers;
        this.body = body;
        this.sentAt = sentAt;
        this.responseCode = responseCode;
    }

    String msgid() {
        return msgid;
    }

    long sentAt() {
        return sentAt;
    }

    boolean went(String userId) {
        return receivers.contains(userId);
    }

    String taskId() {
        return body.object("template_card").text("task_id", "");
    }

    String cardType() {
        return body.object("template_card").text("card_type", "");
    }

    @Nullable
    String responseCode() {
        return responseCode;
    }

    void responseCode(@Nullable String code) {
        responseCode = code;
    }
}
