package scrm.sop.due;

import java.time.Duration;
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
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.sop.definition.Target;
import scrm.sop.enrolment.EnrolmentId;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.plan.PlanId;

@RestController
@RequestMapping("/v1/corps/{corpId}/due-steps")
class DueStepController {
    private final DueSteps steps;

    DueStepController(DueSteps steps) {
        this.steps = steps;
    }

    /** The newest first. */
    @GetMapping
    Slice<DueStepView> list(
            @PathVariable CorpId corpId,
            @RequestParam @Nullable Long planId,
            @RequestParam @Nullable Long enrolmentId,
            @RequestParam @Nullable ExternalUserId externalUserId,
            @RequestParam @Nullable ChatId chatId,
            @RequestParam DueStep.@Nullable State state,
            PageRequest page) {
        Cursor after = page.after();
        List<DueStep> found = steps.list(
                corpId,
                new DueSteps.Filter(
                        planId == null ? null : new PlanId(planId),
                        enrolmentId == null ? null : new EnrolmentId(enrolmentId),
                        Target.given(externalUserId, chatId),
                        state),
                after == null ? null : new DueStepId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, step -> Cursor.at(step.id())).map(DueStepView::of);
    }

    /**
     * @param externalUserId the contact that it is about, if it is about one
     * @param chatId the group chat that it is about, if it is about one
     * @param variant which variant of what its step says was drawn for it; absent: none was, or there are none
     * @param lateness how long after its time it was dispatched
     * @param reason why it was skipped or failed, or waits
     * @param failure by what carrying it out failed last
     */
    record DueStepView(
            String id,
            String enrolmentId,
            int step,
            String key,
            int occurrence,
            String planId,
            int planVersion,
            UserId userId,
            @Nullable ExternalUserId externalUserId,
            @Nullable ChatId chatId,
            @Nullable String variant,
            DueStep.State state,
            Instant dueAt,
            @Nullable String groupMessageId,
            @Nullable Instant dispatchedAt,
            @Nullable Duration lateness,
            @Nullable Instant settledAt,
            @Nullable String reason,
            @Nullable String failure) {
        static DueStepView of(DueStep step) {
            GroupMessageId groupMessageId = step.groupMessageId();
            return new DueStepView(
                    step.id().toString(),
                    step.enrolmentId().toString(),
                    step.step(),
                    step.key(),
                    step.occurrence(),
                    step.planId().toString(),
                    step.planVersion(),
                    step.userId(),
                    step.target().contact(),
                    step.target().group(),
                    step.variant().isEmpty() ? null : step.variant(),
                    step.state(),
                    step.dueAt(),
                    groupMessageId == null ? null : groupMessageId.toString(),
                    step.dispatchedAt(),
                    step.lateness(),
                    step.settledAt(),
                    step.reason(),
                    step.failure());
        }
    }
}
