package scrm.sop.enrolment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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
import scrm.rest.RowId;
import scrm.rest.Slice;
import scrm.sop.definition.Target;
import scrm.sop.plan.PlanId;

@RestController
@RequestMapping("/v1/corps/{corpId}/enrolments")
class EnrolmentController {
    private final Enrolments enrolments;
    private final EnrolByHand enrolByHand;

    EnrolmentController(Enrolments enrolments, EnrolByHand enrolByHand) {
        this.enrolments = enrolments;
        this.enrolByHand = enrolByHand;
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

    /** Enrols by hand in the version that takes contacts now; who is in the plan already is left as he is. */
    @PostMapping
    EnrolledView enrol(@PathVariable CorpId corpId, @Valid @RequestBody EnrolRequest request) {
        List<Target> targets = request.targets();
        List<Enrolment> begun = enrolByHand.enrol(corpId, new PlanId(Long.parseLong(request.planId())), targets);
        return new EnrolledView(begun.size(), targets.size() - begun.size());
    }

    /** Ends one before all is done, for example because the contact replied, which WeCom tells nobody. */
    @PostMapping("/{id}/exit")
    EnrolmentView exit(@PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody ExitRequest request) {
        return EnrolmentView.of(
                enrolByHand.exit(corpId, new EnrolmentId(id), request.reason().status()));
    }

    /**
     * Whom to enrol: some of what the plan is for.
     *
     * @param planId the plan
     * @param externalUserIds contacts, 1000 at most
     * @param chatIds group chats, 1000 at most
     * @param userIds members, 1000 at most
     */
    record EnrolRequest(
            @NotNull @Pattern(regexp = RowId.PATTERN) String planId,
            @Size(max = EnrolTargets.PAGE) @Nullable List<@NotNull ExternalUserId> externalUserIds,
            @Size(max = EnrolTargets.PAGE) @Nullable List<@NotNull ChatId> chatIds,
            @Size(max = EnrolTargets.PAGE) @Nullable List<@NotNull UserId> userIds) {
        List<Target> targets() {
            return Stream.of(
                            orNone(externalUserIds).map(Target::of),
                            orNone(chatIds).map(Target::of),
                            orNone(userIds).map(Target::of))
                    .flatMap(some -> some)
                    .distinct()
                    .toList();
        }

        private static <T> Stream<T> orNone(@Nullable List<T> ids) {
            return ids == null ? Stream.of() : ids.stream();
        }
    }

    /**
     * @param enrolled how many began
     * @param left how many are in the plan already, are not what it is for, or have nobody who could speak to them
     */
    record EnrolledView(int enrolled, int left) {}

    /** Why one is ended. */
    record ExitRequest(@NotNull ExitReason reason) {}

    /** Why one is ended. */
    enum ExitReason {
        GOAL_MET,
        REPLIED,
        STOPPED;

        Enrolment.Status status() {
            return switch (this) {
                case GOAL_MET -> Enrolment.Status.GOAL_MET;
                case REPLIED -> Enrolment.Status.REPLIED;
                case STOPPED -> Enrolment.Status.STOPPED;
            };
        }
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
