package scrm.group.template;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.charter.Charter;
import scrm.group.charter.CharterId;
import scrm.group.template.GroupTemplates.PlannedCopy;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.RowId;
import scrm.rest.Slice;
import scrm.rest.job.JobAnswers;
import scrm.rest.job.JobView;

/** Templates of groups, and their copies. */
@RestController
@RequestMapping("/v1/corps/{corpId}/group-templates")
class GroupTemplateController {
    private final GroupTemplates templates;
    private final KeepGroupTemplate keepGroupTemplate;
    private final JobAnswers answers;

    GroupTemplateController(GroupTemplates templates, KeepGroupTemplate keepGroupTemplate, JobAnswers answers) {
        this.templates = templates;
        this.keepGroupTemplate = keepGroupTemplate;
        this.answers = answers;
    }

    /** Makes a template of an approved charter; later edits of the charter do not change it. */
    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<GroupTemplateView> create(
            @PathVariable CorpId corpId, @Valid @RequestBody GroupTemplateRequest request) {
        GroupTemplate template = keepGroupTemplate.create(
                corpId, request.name().strip(), CharterId.of(request.charterId()), request.channelId());
        URI location = URI.create("/v1/corps/" + corpId + "/group-templates/" + template.id());
        return ResponseEntity.created(location).body(GroupTemplateView.of(template));
    }

    @GetMapping
    Slice<GroupTemplateView> list(@PathVariable CorpId corpId, PageRequest page) {
        Cursor after = page.after();
        List<GroupTemplate> found =
                templates.list(corpId, after == null ? null : new GroupTemplateId(after.number(0)), page.fetchSize());
        return Slice.of(found, page, template -> Cursor.at(template.id())).map(GroupTemplateView::of);
    }

    @GetMapping("/{id}")
    GroupTemplateView get(@PathVariable CorpId corpId, @PathVariable long id) {
        return GroupTemplateView.of(find(corpId, id));
    }

    /** Groups that were made by it stay. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable CorpId corpId, @PathVariable long id) {
        keepGroupTemplate.delete(corpId, new GroupTemplateId(id));
    }

    /** Makes groups by it, as a job: for each its approved charter, and a live code or a task for its owner. */
    @PostMapping("/{id}/clones")
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<JobView> copy(
            @PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody CopyRequest request) {
        return answers.accepted(keepGroupTemplate.copy(corpId, new GroupTemplateId(id), request));
    }

    /** The groups that are made by it, in the order in which they were asked for. */
    @GetMapping("/{id}/clones")
    Slice<CloneView> copies(@PathVariable CorpId corpId, @PathVariable long id, PageRequest page) {
        GroupTemplate template = find(corpId, id);
        Cursor after = page.after();
        List<PlannedCopy> found =
                templates.copies(corpId, template.id(), after == null ? 0 : after.number(0), page.fetchSize());
        return Slice.of(found, page, copy -> Cursor.at(copy.id())).map(CloneView::of);
    }

    private GroupTemplate find(CorpId corpId, long id) {
        return templates.find(corpId, new GroupTemplateId(id)).orElseThrow(() -> NotFound.of("group-template"));
    }

    /**
     * A template as a client writes it.
     *
     * @param name for people
     * @param charterId the approved charter of the group that is to be copied
     * @param channelId the channel in which the copies' live codes stand; absent: owners make the groups by hand
     */
    record GroupTemplateRequest(
            @NotBlank @Size(max = 50) String name,
            @NotNull @Pattern(regexp = RowId.PATTERN) String charterId,
            @Pattern(regexp = RowId.PATTERN) @Nullable String channelId) {}

    /**
     * A template.
     *
     * @param definition the charter's, without its days
     */
    record GroupTemplateView(
            String id,
            String name,
            String charterId,
            @Nullable String channelId,
            Charter.Definition definition,
            Instant createdAt) {
        static GroupTemplateView of(GroupTemplate template) {
            return new GroupTemplateView(
                    template.id().toString(),
                    template.name(),
                    template.charterId().toString(),
                    template.channelId(),
                    template.definition(),
                    template.createdAt());
        }
    }

    /**
     * A group that is made by a template.
     *
     * @param number within its request
     * @param charterId its charter, once it is made
     */
    record CloneView(
            int number, String name, UserId owner, @Nullable String charterId) {
        static CloneView of(PlannedCopy planned) {
            CharterId charterId = planned.charterId();
            return new CloneView(
                    planned.copy().number(),
                    planned.copy().name(),
                    planned.copy().owner(),
                    charterId == null ? null : charterId.toString());
        }
    }
}
