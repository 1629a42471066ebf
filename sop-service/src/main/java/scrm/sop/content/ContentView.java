package scrm.sop.groupmessage;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentView;

/** A message as it is answered. */
public record ContentView(@Nullable String text, List<AttachmentView> attachments) {
    public static ContentView of(MessageContent content) {
        return new ContentView(
                content.text(),
                content.attachments().stream().map(AttachmentView::of).toList());
    }
}
