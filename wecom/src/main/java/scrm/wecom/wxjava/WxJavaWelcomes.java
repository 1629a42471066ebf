package scrm.wecom.wxjava;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.WelcomeCode;
import scrm.wecom.Attachment;
import scrm.wecom.Caller;
import scrm.wecom.Welcomes;

final class WxJavaWelcomes implements Welcomes {
    private final WxJavaCalls calls;

    WxJavaWelcomes(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public void send(Caller caller, WelcomeCode welcomeCode, @Nullable String text, List<Attachment> attachments) {
        calls.post(
                caller,
                Api.SEND_WELCOME_MSG,
                new Welcome(welcomeCode.value(), WxJavaMessage.text(text), WxJavaMessage.items(attachments)));
    }

    private record Welcome(
            String welcomeCode,
            WxJavaMessage.@Nullable Text text,
            @Nullable List<WxJavaMessage.Item> attachments) {}
}
