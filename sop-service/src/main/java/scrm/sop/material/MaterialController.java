package scrm.sop.material;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.attachment.AttachmentView;
import scrm.attachment.KeptAttachment;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.ChangesNothing;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

@RestController
@RequestMapping("/v1/corps/{corpId}/materials")
class MaterialController {
    private final Materials materials;
    private final EditMaterial editMaterial;
    private final RenderMaterial renderMaterial;
    private final LearnNames learnNames;
    private final List<MaterialUses> uses;
    private final Clock clock;

    MaterialController(
            Materials materials,
            EditMaterial editMaterial,
            RenderMaterial renderMaterial,
            LearnNames learnNames,
            List<MaterialUses> uses,
            Clock clock) {
        this.materials = materials;
        this.editMaterial = editMaterial;
        this.renderMaterial = renderMaterial;
        this.learnNames = learnNames;
        this.uses = uses;
        this.clock = clock;
    }

    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<MaterialView> add(@PathVariable CorpId corpId, @Valid @RequestBody MaterialRequest request) {
        Material material = editMaterial.add(corpId, request);
        URI location = URI.create("/v1/corps/" + corpId + "/materials/" + material.id());
        return ETag.created(location, material.version(), view(material));
    }

    /** Replaces it; another text or other attachments make another version, and what was sent stays known. */
    @PutMapping("/{id}")
    ResponseEntity<MaterialView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody MaterialRequest request) {
        return answer(editMaterial.edit(corpId, new MaterialId(id), ifMatch, request));
    }

    @GetMapping("/{id}")
    ResponseEntity<MaterialView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(find(corpId, id));
    }

    /**
     * In the order in which they were made.
     *
     * @param folder exactly this one
     * @param tag one of its tags
     * @param text part of its name or of what it says
     */
    @GetMapping
    Slice<MaterialView> list(
            @PathVariable CorpId corpId,
            @RequestParam @Nullable String folder,
            @RequestParam @Nullable String tag,
            @RequestParam @Nullable String text,
            PageRequest page) {
        Cursor after = page.after();
        List<Material> found = materials.list(
                corpId,
                new Materials.Filter(folder, tag, text),
                after == null ? null : new MaterialId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, material -> Cursor.at(material.id())).map(this::view);
    }

    /** The newest first. */
    @GetMapping("/{id}/versions")
    List<MaterialVersionView> versions(@PathVariable CorpId corpId, @PathVariable long id) {
        return materials.versions(corpId, find(corpId, id).id()).stream()
                .map(MaterialVersionView::of)
                .toList();
    }

    /** What a contact would read if it were sent now; asks WeCom for the contact's name if it is used. */
    @PostMapping("/{id}/preview")
    @ChangesNothing
    RenderingView preview(
            @PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody MaterialPreviewRequest request) {
        Material material = find(corpId, id);
        learnNames.learn(corpId, material.id(), material.current(), request.externalUserId());
        Reader reader = new Reader(request.userId(), request.externalUserId());
        return RenderingView.of(renderMaterial.preview(corpId, material, reader), material.validity(clock.instant()));
    }

    /** Where it is used. */
    @GetMapping("/{id}/uses")
    List<MaterialUses.Use> uses(@PathVariable CorpId corpId, @PathVariable long id) {
        MaterialId found = find(corpId, id).id();
        return uses.stream().flatMap(use -> use.of(corpId, found).stream()).toList();
    }

    private Material find(CorpId corpId, long id) {
        return materials.find(corpId, new MaterialId(id)).orElseThrow(() -> NotFound.of("material"));
    }

    private ResponseEntity<MaterialView> answer(Material material) {
        return ETag.ok(material.version(), view(material));
    }

    private MaterialView view(Material material) {
        return MaterialView.of(material, material.validity(clock.instant()));
    }

    /**
     * @param externalUserId who reads it
     * @param userId who says it
     */
    record MaterialPreviewRequest(
            @NotNull ExternalUserId externalUserId, @NotNull UserId userId) {}

    /**
     * @param validity whether it may be sent now
     * @param current the newest version of what it says
     * @param variables those that its text uses
     * @param version counts edits
     */
    record MaterialView(
            String id,
            String name,
            String folder,
            Set<String> tags,
            @Nullable String text,
            List<AttachmentView> attachments,
            Set<String> variables,
            @Nullable Instant validFrom,
            @Nullable Instant validUntil,
            Material.Validity validity,
            int current,
            int version,
            Instant updatedAt) {
        static MaterialView of(Material material, Material.Validity validity) {
            return new MaterialView(
                    material.id().toString(),
                    material.name(),
                    material.folder(),
                    new TreeSet<>(material.tags()),
                    template(material.content()),
                    views(material.content().attachments()),
                    material.content().variables(),
                    material.validFrom(),
                    material.validUntil(),
                    validity,
                    material.current(),
                    material.version(),
                    material.updatedAt());
        }
    }

    record MaterialVersionView(
            int version, @Nullable String text, List<AttachmentView> attachments, Instant createdAt) {
        static MaterialVersionView of(Materials.Version version) {
            return new MaterialVersionView(
                    version.version(),
                    template(version.content()),
                    views(version.content().attachments()),
                    version.createdAt());
        }
    }

    /**
     * @param reason why it cannot be sent: {@code VARIABLE_MISSING} or {@code TEXT_TOO_LONG}; absent: it can
     * @param missing variables that have no value
     * @param validity whether it may be sent now
     */
    record RenderingView(
            @Nullable String text,
            List<AttachmentView> attachments,
            @Nullable String reason,
            List<String> missing,
            Material.Validity validity) {
        static RenderingView of(Rendering rendering, Material.Validity validity) {
            return switch (rendering) {
                case Rendering.Ready(String text, List<KeptAttachment> attachments) ->
                    new RenderingView(text, views(attachments), null, List.of(), validity);
                case Rendering.Refused(String reason, List<String> missing) ->
                    new RenderingView(null, List.of(), reason, missing, validity);
            };
        }
    }

    private static @Nullable String template(Material.Content content) {
        VariableText text = content.text();
        return text == null ? null : text.template();
    }

    private static List<AttachmentView> views(List<KeptAttachment> attachments) {
        return attachments.stream().map(AttachmentView::of).toList();
    }
}
