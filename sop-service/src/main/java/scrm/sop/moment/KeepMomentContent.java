package scrm.sop.moment;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.attachment.KeepAttachments;
import scrm.attachment.KeptAttachment;
import scrm.events.CorpId;
import scrm.rest.InvalidRequest;
import scrm.sop.content.MaterialWording;
import scrm.sop.material.MaterialId;
import scrm.sop.material.RenderMaterial;
import scrm.sop.material.Rendering;

/** Keeps what moments show. A material is put into words at once: everybody sees the same. */
@Service
public class KeepMomentContent {
    private final KeepAttachments keepAttachments;
    private final RenderMaterial materials;

    KeepMomentContent(KeepAttachments keepAttachments, RenderMaterial materials) {
        this.keepAttachments = keepAttachments;
        this.materials = materials;
    }

    /**
     * What is to be stored of a request without problems; its bytes are kept in the running transaction.
     *
     * @param field where it stands in the body
     * @throws InvalidRequest if the material is not there, or everybody cannot be shown it
     */
    public MomentContent keep(CorpId corpId, MomentContentRequest request, String field) {
        return keep(corpId, request, field, null);
    }

    /** @param askAt when it is shown, if that is known: the material must be valid then */
    MomentContent keep(CorpId corpId, MomentContentRequest request, String field, @Nullable Instant askAt) {
        String materialId = request.materialId();
        if (materialId == null) {
            return new MomentContent(
                    request.textOrNull(),
                    keepAttachments.keep(corpId, request.attachmentsOrNone(), field + ".attachments"));
        }
        String wrong = field + ".materialId";
        MaterialId id = new MaterialId(Long.parseLong(materialId));
        if (!materials.exists(corpId, id)) {
            throw InvalidRequest.field(wrong, "not_found");
        }
        int version = materials.currentVersion(corpId, id);
        return switch (materials.renderForEverybody(corpId, id, version, askAt)) {
            case Rendering.Refused refused ->
                throw InvalidRequest.field(wrong, refused.reason().toLowerCase(Locale.ROOT));
            case Rendering.Ready(@Nullable String text, List<KeptAttachment> attachments) -> {
                MomentContent content = new MomentContent(text, attachments, new MaterialWording(id, version));
                content.problem().ifPresent(code -> {
                    throw InvalidRequest.field(wrong, code);
                });
                yield content;
            }
        };
    }
}
