package scrm.wecom;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.WelcomeCode;

/** Welcome messages. Source: document 92137. */
public interface Welcomes {
    /**
     * Sends the welcome, {@code send_welcome_msg}: within 20 s of the event, once.
     *
     * @param caller its {@code notAfter} leaves time for the call itself within the 20 s
     * @param text 4000 bytes at most, or null
     * @param attachments 9 at most
     * @throws WeComException 41050 expired or invalid; 41051 already delivered or chatting; 41096 another app is
     *     sending (retryable inside the window)
     */
    void send(Caller caller, WelcomeCode welcomeCode, @Nullable String text, List<Attachment> attachments);
}
