package scrm.channel.grouptemplate;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.attachment.AttachmentRequest;
import scrm.attachment.AttachmentView;
import scrm.attachment.KeptAttachment;
import scrm.events.CorpId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** Welcomes that members attach to their groups. */
@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/group-welcome-templates")
class GroupTemplateController {
    private final GroupTemplates templates;
    private final KeepGroupTemplate keepGroupTemplate;

    GroupTemplateController(GroupTemplates templates, KeepGroupTemplate keepGroupTemplate) {
        this.templates = templates;
        this.keepGroupTemplate = keepGroupTemplate;
    }

    /** Answers 202: WeCom is asked afterwards, and {@code status} tells how it went. */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<GroupTemplateView> create(
            @PathVariable CorpId corpId, @Valid @RequestBody NewGroupTemplateRequest request) {
        GroupTemplate template = keepGroupTemplate.create(
                corpId, request.template(), request.notifyMembers() == null || request.notifyMembers());
        URI location = URI.create("/v1/corps/" + corpId + "/live-codes/group-welcome-templates/" + template.id());
        return ResponseEntity.accepted()
                .location(location)
                .eTag(ETag.of(template.version()))
                .body(GroupTemplateView.of(template));
    }

    @GetMapping("/{id}")
    ResponseEntity<GroupTemplateView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(
                HttpStatus.OK,
                templates
                        .find(corpId, new GroupTemplateId(id))
                        .orElseThrow(() -> NotFound.of("group-welcome-template")));
    }

    /** All but deleted ones, unless they are asked for. */
    @GetMapping
    Slice<GroupTemplateView> list(
            @PathVariable CorpId corpId, @RequestParam GroupTemplate.@Nullable Status status, PageRequest page) {
        Cursor after = page.after();
        List<GroupTemplate> found = templates.list(
                corpId, status, after == null ? null : new GroupTemplateId(after.number(0)), page.fetchSize());
        return Slice.of(found, page, template -> Cursor.at(template.id())).map(GroupTemplateView::of);
    }

    @PutMapping("/{id}")
    ResponseEntity<GroupTemplateView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody GroupTemplateRequest request) {
        return answer(HttpStatus.OK, keepGroupTemplate.edit(corpId, new GroupTemplateId(id), ifMatch, request));
    }

    /**
     * Has WeCom asked again for what it refused, or for one whose answer was lost ({@code UNKNOWN}): look in WeCom's
     * administration first, for that one may be there.
     */
    @PostMapping("/{id}/retry")
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<GroupTemplateView> retry(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(HttpStatus.ACCEPTED, keepGroupTemplate.retry(corpId, new GroupTemplateId(id)));
    }

    /** Answers 202: it is gone at WeCom once {@code sync} is {@code IN_SYNC}. */
    @DeleteMapping("/{id}")
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<GroupTemplateView> delete(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(HttpStatus.ACCEPTED, keepGroupTemplate.delete(corpId, new GroupTemplateId(id)));
    }

    private static ResponseEntity<GroupTemplateView> answer(HttpStatus status, GroupTemplate template) {
        return ResponseEntity.status(status).eTag(ETag.of(template.version())).body(GroupTemplateView.of(template));
    }

    /**
     * A group welcome template as a client asks for it.
     *
     * @param name for people
     * @param text with {@code %NICKNAME%} where the new member's name is to stand; 3000 bytes at most
     * @param attachments one at most
     * @param notifyMembers whether WeCom tells members that there is a new one; absent: true
     */
    record NewGroupTemplateRequest(
            @NotBlank @Size(max = 50) String name,
            @Nullable String text,
            @Size(max = 1) @Nullable List<@NotNull @Valid AttachmentRequest> attachments,
            @Nullable Boolean notifyMembers) {
        GroupTemplateRequest template() {
            return new GroupTemplateRequest(name, text, attachments);
        }
    }

    /**
     * A group welcome template.
     *
     * @param templateId WeCom's handle, once it is made
     * @param failure why WeCom did not make it or did not take the latest edit, or what either waits for
     */
    record GroupTemplateView(
            String id,
            String name,
            @Nullable String text,
            List<AttachmentView> attachments,
            boolean notifyMembers,
            GroupTemplate.Status status,
            GroupTemplate.Sync sync,
            @Nullable String templateId,
            @Nullable TemplateFailureView failure,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        static GroupTemplateView of(GroupTemplate template) {
            KeptAttachment attachment = template.draft().attachment();
            return new GroupTemplateView(
                    template.id().toString(),
                    template.draft().name(),
                    template.draft().text(),
                    attachment == null ? List.of() : List.of(AttachmentView.of(attachment)),
                    template.notifyMembers(),
                    template.status(),
                    template.sync(),
                    template.templateId(),
                    TemplateFailureView.of(template.failure()),
                    template.version(),
                    template.createdAt(),
                    template.updatedAt());
        }
    }

    /** @param errcode WeCom's */
    record TemplateFailureView(String reason, int errcode) {
        static @Nullable TemplateFailureView of(GroupTemplate.@Nullable Failure failure) {
            return failure == null ? null : new TemplateFailureView(failure.reason(), failure.errcode());
        }
    }
}
