package scrm.channel.livecode;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentView;

/** A welcome as it is answered. */
public record WelcomeView(@Nullable String text, Map<String, String> memberNames, List<AttachmentView> attachments) {
    public static @Nullable WelcomeView of(@Nullable WelcomeContent welcome) {
        if (welcome == null) {
            return null;
        }
        WelcomeText text = welcome.text();
        return new WelcomeView(
                text == null ? null : text.template(),
                welcome.memberNames().entrySet().stream()
                        .collect(Collectors.toMap(name -> name.getKey().value(), Map.Entry::getValue)),
                welcome.attachments().stream().map(AttachmentView::of).toList());
    }
}
