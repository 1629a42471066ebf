package scrm.sop.moment;

import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.attachment.AttachmentView;
import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.sop.content.MaterialWording;

/** Moments that members are asked to publish. */
@RestController
@RequestMapping("/v1/corps/{corpId}/moments")
class MomentController {
    private final Moments moments;
    private final AskForMoment askForMoment;

    MomentController(Moments moments, AskForMoment askForMoment) {
        this.moments = moments;
        this.askForMoment = askForMoment;
    }

    /** Answers 202: WeCom is called at its time, and {@code status} tells how it went. */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<MomentView> ask(@PathVariable CorpId corpId, @Valid @RequestBody MomentRequest request) {
        Moment moment = askForMoment.ask(corpId, request);
        return ResponseEntity.accepted()
                .location(URI.create("/v1/corps/" + corpId + "/moments/" + moment.id()))
                .eTag(ETag.of(moment.version()))
                .body(MomentView.of(moment));
    }

    /** The newest first. */
    @GetMapping
    Slice<MomentView> list(
            @PathVariable CorpId corpId, @RequestParam Moment.@Nullable Status status, PageRequest page) {
        Cursor after = page.after();
        List<Moment> found =
                moments.list(corpId, status, after == null ? null : new MomentId(after.number(0)), page.fetchSize());
        return Slice.of(found, page, moment -> Cursor.at(moment.id())).map(MomentView::of);
    }

    @GetMapping("/{id}")
    ResponseEntity<MomentView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        Moment moment = moments.find(corpId, new MomentId(id)).orElseThrow(() -> NotFound.of("moment"));
        return ETag.ok(moment.version(), MomentView.of(moment));
    }

    /**
     * Has WeCom asked again for what it refused, or for one whose answer was lost ({@code UNKNOWN}): ask a member first
     * whether it is there, for it would be there twice.
     */
    @PostMapping("/{id}/retry")
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<MomentView> retry(@PathVariable CorpId corpId, @PathVariable long id, IfMatch ifMatch) {
        return accepted(askForMoment.retry(corpId, new MomentId(id), ifMatch));
    }

    /** Nobody is asked any more; what was published stays. */
    @PostMapping("/{id}/cancel")
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<MomentView> cancel(@PathVariable CorpId corpId, @PathVariable long id, IfMatch ifMatch) {
        return accepted(askForMoment.cancel(corpId, new MomentId(id), ifMatch));
    }

    private static ResponseEntity<MomentView> accepted(Moment moment) {
        return ResponseEntity.accepted().eTag(ETag.of(moment.version())).body(MomentView.of(moment));
    }

    /**
     * A moment.
     *
     * @param materialId the material of which it was made, if it was
     * @param named whether members were named; their states are in {@code members}
     * @param momentId WeCom's id, once it is made
     * @param errcode WeCom's refusal
     */
    record MomentView(
            String id,
            Moment.Status status,
            @Nullable String text,
            List<AttachmentView> attachments,
            @Nullable String materialId,
            @Nullable Integer materialVersion,
            boolean named,
            List<Integer> departments,
            List<TagId> tagIds,
            Instant askAt,
            @Nullable Instant calledAt,
            @Nullable String momentId,
            @Nullable Integer errcode,
            @Nullable String reason,
            int version,
            Instant createdAt) {
        static MomentView of(Moment moment) {
            MaterialWording material = moment.content().material();
            return new MomentView(
                    moment.id().toString(),
                    moment.status(),
                    moment.content().text(),
                    moment.content().attachments().stream()
                            .map(AttachmentView::of)
                            .toList(),
                    material == null ? null : material.materialId().toString(),
                    material == null ? null : material.version(),
                    moment.audience().named(),
                    moment.audience().departments().stream()
                            .map(Math::toIntExact)
                            .toList(),
                    moment.audience().tagIds(),
                    moment.askAt(),
                    moment.calledAt(),
                    moment.weComId(),
                    moment.errcode(),
                    moment.reason(),
                    moment.version(),
                    moment.createdAt());
        }
    }
}
