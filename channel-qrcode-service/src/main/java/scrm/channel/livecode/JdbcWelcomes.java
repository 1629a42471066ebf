package scrm.channel.livecode;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import scrm.attachment.JdbcAttachments;
import scrm.attachment.KeptAttachment;
import scrm.events.UserId;

/** Welcomes as JSON columns hold them. */
public final class JdbcWelcomes {
    private static final JsonMapper JSON = JdbcAttachments.mapper().build();

    private JdbcWelcomes() {}

    public static @Nullable String write(@Nullable WelcomeContent welcome) {
        return welcome == null ? null : JSON.writeValueAsString(WelcomeRow.of(welcome));
    }

    public static @Nullable WelcomeContent read(@Nullable String json) {
        return json == null ? null : JSON.readValue(json, WelcomeRow.class).content();
    }

    private record WelcomeRow(
            @Nullable String text, Map<String, String> memberNames, List<KeptAttachment> attachments) {
        static WelcomeRow of(WelcomeContent content) {
            WelcomeText text = content.text();
            return new WelcomeRow(
                    text == null ? null : text.template(),
                    content.memberNames().entrySet().stream()
                            .collect(Collectors.toMap(name -> name.getKey().value(), Map.Entry::getValue)),
                    content.attachments());
        }

        WelcomeContent content() {
            return new WelcomeContent(
                    text == null ? null : new WelcomeText(text),
                    memberNames.entrySet().stream()
                            .collect(Collectors.toMap(name -> new UserId(name.getKey()), Map.Entry::getValue)),
                    attachments);
        }
    }
}
