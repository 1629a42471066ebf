package scrm.sop.material;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;
import scrm.sop.fact.TagNames;

/** Writes materials; what was said with an older version stays as it was said. */
@Service
class EditMaterial {
    private final Materials materials;
    private final KeepAttachments keepAttachments;
    private final TagNames tagNames;
    private final TransactionTemplate transaction;
    private final Clock clock;

    EditMaterial(
            Materials materials,
            KeepAttachments keepAttachments,
            TagNames tagNames,
            TransactionTemplate transaction,
            Clock clock) {
        this.materials = materials;
        this.keepAttachments = keepAttachments;
        this.tagNames = tagNames;
        this.transaction = transaction;
        this.clock = clock;
    }

    Material add(CorpId corpId, MaterialRequest request) {
        check(corpId, request);
        return Objects.requireNonNull(transaction.execute(_ -> {
            MaterialId id = materials
                    .add(corpId, request.keep(corpId, keepAttachments), clock.instant())
                    .orElseThrow(() -> Conflict.of("material_name_taken"));
            return materials.find(corpId, id).orElseThrow();
        }));
    }

    Material edit(CorpId corpId, MaterialId id, IfMatch ifMatch, MaterialRequest request) {
        Material material = materials.find(corpId, id).orElseThrow(() -> NotFound.of("material"));
        ifMatch.check(material.version());
        check(corpId, request);
        try {
            return Objects.requireNonNull(transaction.execute(_ -> {
                if (!materials.edit(corpId, material, request.keep(corpId, keepAttachments), clock.instant())) {
                    throw new PreconditionFailed();
                }
                return materials.find(corpId, id).orElseThrow();
            }));
        } catch (DuplicateKeyException e) {
            throw Conflict.of("material_name_taken");
        }
    }

    /** Groups of tags are asked of another service: in no transaction, and only if there is nothing else to say. */
    private void check(CorpId corpId, MaterialRequest request) {
        List<FieldProblem> problems = request.problems();
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        Set<String> groups = request.tagGroups();
        Set<String> unknown = groups.isEmpty() ? Set.of() : tagNames.unknown(corpId, groups);
        if (!unknown.isEmpty()) {
            throw InvalidRequest.field("text", "unknown_tag_group", String.join(", ", unknown));
        }
    }
}
