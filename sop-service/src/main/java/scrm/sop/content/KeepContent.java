package scrm.sop.content;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.sop.material.MaterialId;
import scrm.sop.material.RenderMaterial;
import scrm.sop.material.VariableText;

/** Keeps what clients want said. */
@Service
public class KeepContent {
    /** Longest text of a task: the app message that tells it has room for whom it is about. */
    public static final int MAX_TASK_BYTES = 1500;

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

    /**
     * What is to be stored of a task that a material tells.
     *
     * @param field where it stands in the body
     * @throws InvalidRequest if the material is not there, or is none for a task
     */
    public Wording keepTask(CorpId corpId, MaterialId id, String field) {
        if (!materials.exists(corpId, id)) {
            throw InvalidRequest.field(field, "not_found");
        }
        taskProblem(corpId, new MaterialWording(id, materials.currentVersion(corpId, id)), field)
                .ifPresent(problem -> {
                    throw InvalidRequest.fields(List.of(problem));
                });
        return new MaterialWording(id, null);
    }

    /** Why a decided material is none for a task: an app message has words only, and fewer. */
    public Optional<FieldProblem> taskProblem(CorpId corpId, MaterialWording material, String field) {
        VariableText text = materials.written(corpId, material.materialId(), material.decidedVersion());
        if (text == null || materials.attaches(corpId, material.materialId(), material.decidedVersion())) {
            return Optional.of(new FieldProblem(field, "words_only"));
        }
        return text.template().getBytes(StandardCharsets.UTF_8).length > MAX_TASK_BYTES
                ? Optional.of(new FieldProblem(field, "too_many_bytes", MAX_TASK_BYTES))
                : Optional.empty();
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
