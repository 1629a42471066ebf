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
import scrm.sop.moment.MomentRequest.MomentContentRequest;

/** Keeps what moments show. A material is put into words at once: everybody sees the same. */
@Service
class KeepMomentContent {
    private final KeepAttachments keepAttachments;
    private final RenderMaterial materials;

    KeepMomentContent(KeepAttachments keepAttachments, RenderMaterial materials) {
        this.keepAttachments = keepAttachments;
        this.materials = materials;
    }

    /**
     * What is to be stored of a request without problems; its bytes are kept in the running transaction.
     *
     * @param askAt when it is shown
     * @throws InvalidRequest if the material is not there, or cannot be shown then
     */
    MomentContent keep(CorpId corpId, MomentContentRequest request, Instant askAt) {
        String materialId = request.materialId();
        if (materialId == null) {
            return new MomentContent(
                    request.textOrNull(),
                    keepAttachments.keep(corpId, request.attachmentsOrNone(), "content.attachments"));
        }
        MaterialId id = new MaterialId(Long.parseLong(materialId));
        if (!materials.exists(corpId, id)) {
            throw problem("not_found");
        }
        int version = materials.currentVersion(corpId, id);
        return switch (materials.renderForEverybody(corpId, id, version, askAt)) {
            case Rendering.Refused refused -> throw problem(refused.reason().toLowerCase(Locale.ROOT));
            case Rendering.Ready(@Nullable String text, List<KeptAttachment> attachments) -> {
                MomentContent content = new MomentContent(text, attachments, new MaterialWording(id, version));
                content.problem().ifPresent(code -> {
                    throw problem(code);
                });
                yield content;
            }
        };
    }

    private static InvalidRequest problem(String code) {
        return InvalidRequest.field("content.materialId", code);
    }
}
