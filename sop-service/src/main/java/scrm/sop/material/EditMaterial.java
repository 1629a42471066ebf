package scrm.sop.material;

import java.time.Clock;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;

/** Writes materials; what was said with an older version stays as it was said. */
@Service
class EditMaterial {
    private final Materials materials;
    private final KeepAttachments keepAttachments;
    private final Clock clock;

    EditMaterial(Materials materials, KeepAttachments keepAttachments, Clock clock) {
        this.materials = materials;
        this.keepAttachments = keepAttachments;
        this.clock = clock;
    }

    @Transactional
    public Material add(CorpId corpId, MaterialRequest request) {
        MaterialId id = materials
                .add(corpId, request.keep(corpId, keepAttachments), clock.instant())
                .orElseThrow(() -> Conflict.of("material_name_taken"));
        return materials.find(corpId, id).orElseThrow();
    }

    @Transactional
    public Material edit(CorpId corpId, MaterialId id, IfMatch ifMatch, MaterialRequest request) {
        Material material = materials.find(corpId, id).orElseThrow(() -> NotFound.of("material"));
        ifMatch.check(material.version());
        try {
            if (!materials.edit(corpId, material, request.keep(corpId, keepAttachments), clock.instant())) {
                throw new PreconditionFailed();
            }
        } catch (DuplicateKeyException e) {
            throw Conflict.of("material_name_taken");
        }
        return materials.find(corpId, id).orElseThrow();
    }
}
