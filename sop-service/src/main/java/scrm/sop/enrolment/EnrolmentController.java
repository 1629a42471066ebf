package scrm.sop.enrolment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.Target;

@RestController
@RequestMapping("/v1/corps/{corpId}/enrolments")
class EnrolmentController {
    private final Enrolments enrolments;

    EnrolmentController(Enrolments enrolments) {
        this.enrolments = enrolments;
    }

    /** The newest first. */
    @GetMapping
    Slice<EnrolmentView> list(
            @PathVariable CorpId corpId,
            @RequestParam @Nullable Long planId,
            @RequestParam @Nullable ExternalUserId externalUserId,
            @RequestParam @Nullable ChatId chatId,
            @RequestParam @Nullable UserId userId,
            @RequestParam Enrolment.@Nullable Status status,
            PageRequest page) {
        Cursor after = page.after();
        List<Enrolment> found = enrolments.list(
                corpId,
                new Enrolments.Filter(
                        planId == null ? null : new PlanId(planId),
                        Target.given(externalUserId, chatId),
                        userId,
                        status),
                after == null ? null : new EnrolmentId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, enrolment -> Cursor.at(enrolment.id())).map(EnrolmentView::of);
    }

    @GetMapping("/{id}")
    EnrolmentView get(@PathVariable CorpId corpId, @PathVariable long id) {
        return enrolments
                .find(corpId, new EnrolmentId(id))
                .map(EnrolmentView::of)
                .orElseThrow(() -> NotFound.of("enrolment"));
    }

    record EnrolmentView(
            String id,
            String planId,
            int planVersion,
            UserId userId,
            @Nullable ExternalUserId externalUserId,
            @Nullable ChatId chatId,
            Enrolment.Status status,
            Instant triggeredAt,
            @Nullable Instant endedAt) {
        static EnrolmentView of(Enrolment enrolment) {
            return new EnrolmentView(
                    enrolment.id().toString(),
                    enrolment.planId().toString(),
                    enrolment.planVersion(),
                    enrolment.userId(),
                    enrolment.target().contact(),
                    enrolment.target().group(),
                    enrolment.status(),
                    enrolment.triggeredAt(),
                    enrolment.endedAt());
        }
    }
}
