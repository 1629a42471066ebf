package scrm.sop.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.attachment.AttachmentView;
import scrm.attachment.KeptAttachment;
import scrm.sop.material.MaterialId;

/**
 * A message as it is answered.
 *
 * @param materialId the material that says it, instead of a text and attachments
 * @param materialVersion its version; absent in a draft
 */
public record ContentView(
        @Nullable String text,
        List<AttachmentView> attachments,
        @Nullable String materialId,
        @Nullable Integer materialVersion) {
    public static ContentView of(Wording wording) {
        return switch (wording) {
            case MessageContent(String text, List<KeptAttachment> attachments) ->
                new ContentView(
                        text, attachments.stream().map(AttachmentView::of).toList(), null, null);
            case MaterialWording(MaterialId id, Integer version) ->
                new ContentView(null, List.of(), id.toString(), version);
        };
    }
}
