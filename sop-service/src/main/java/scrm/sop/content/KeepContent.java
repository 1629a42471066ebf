package scrm.sop.content;

import org.springframework.stereotype.Service;

import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.rest.InvalidRequest;
import scrm.sop.material.MaterialId;
import scrm.sop.material.RenderMaterial;

/** Keeps what clients want said. */
@Service
public class KeepContent {
    private final KeepAttachments keepAttachments;
    private final RenderMaterial materials;

    KeepContent(KeepAttachments keepAttachments, RenderMaterial materials) {
        this.keepAttachments = keepAttachments;
        this.materials = materials;
    }

    /**
     * What is to be stored of a request without problems; its bytes are kept in the running transaction.
     *
     * @param field where it stands in the body
     * @throws InvalidRequest if it names a material that is not there
     */
    public Wording keep(CorpId corpId, ContentRequest request, String field) {
        String materialId = request.materialId();
        if (materialId == null) {
            return new MessageContent(
                    request.textOrNull(),
                    keepAttachments.keep(corpId, request.attachmentsOrNone(), field + ".attachments"));
        }
        MaterialId id = new MaterialId(Long.parseLong(materialId));
        if (!materials.exists(corpId, id)) {
            throw InvalidRequest.field(field + ".materialId", "not_found");
        }
        return new MaterialWording(id, null);
    }

    /** The same, decided: of a material its newest version, whatever becomes of the material later. */
    public Wording decide(CorpId corpId, Wording wording) {
        return switch (wording) {
            case MessageContent written -> written;
            case MaterialWording(MaterialId id, Integer _) ->
                new MaterialWording(id, materials.currentVersion(corpId, id));
        };
    }
}
