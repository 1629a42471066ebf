package scrm.group.lifecycle;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.lifecycle.Lifecycles.Change;
import scrm.group.lifecycle.Lifecycles.Standing;
import scrm.group.lifecycle.Lifecycles.Told;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.csv.CsvTable;

/** Where groups stand in their lives, and how they came there. */
@RestController
class LifecycleController {
    private final Lifecycles lifecycles;
    private final ClosingReports reports;
    private final MoveGroup moveGroup;

    LifecycleController(Lifecycles lifecycles, ClosingReports reports, MoveGroup moveGroup) {
        this.lifecycles = lifecycles;
        this.reports = reports;
        this.moveGroup = moveGroup;
    }

    /** Where groups stand, in the order in which we got to know them. */
    @GetMapping("/v1/corps/{corpId}/group-chats/lifecycles")
    Slice<StandingView> list(
            @PathVariable CorpId corpId, @RequestParam(required = false) @Nullable Phase phase, PageRequest page) {
        Cursor after = page.after();
        List<Standing> found = lifecycles.list(corpId, phase, after == null ? 0 : after.number(0), page.fetchSize());
        return Slice.of(found, page, standing -> Cursor.at(standing.id())).map(StandingView::of);
    }

    @GetMapping("/v1/corps/{corpId}/group-chats/{chatId}/lifecycle")
    LifecycleView get(@PathVariable CorpId corpId, @PathVariable ChatId chatId) {
        return lifecycles.find(corpId, chatId).map(LifecycleView::of).orElseThrow(() -> NotFound.of("group-chat"));
    }

    /** How it came there, the latest first, each with what was known then. */
    @GetMapping("/v1/corps/{corpId}/group-chats/{chatId}/lifecycle/transitions")
    Slice<TransitionView> transitions(@PathVariable CorpId corpId, @PathVariable ChatId chatId, PageRequest page) {
        Cursor after = page.after();
        List<Told> found = lifecycles.history(corpId, chatId, after == null ? null : after.number(0), page.fetchSize());
        return Slice.of(found, page, told -> Cursor.at(told.id())).map(TransitionView::of);
    }

    /** Sends a group into another phase, if there is a way; it stays there for a while. */
    @PostMapping("/v1/corps/{corpId}/group-chats/{chatId}/lifecycle/transitions")
    LifecycleView move(
            @PathVariable CorpId corpId,
            @PathVariable ChatId chatId,
            @Valid @RequestBody TransitionRequest request,
            @Nullable Principal principal) {
        moveGroup.byHand(
                corpId, chatId, request.to(), request.reason().strip(), principal == null ? null : principal.getName());
        return get(corpId, chatId);
    }

    /** What a group came to, as it stood when it last began to close; its page to print is in the group's report. */
    @GetMapping(
            path = "/v1/corps/{corpId}/group-chats/{chatId}/closing-report",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    ClosingReport report(@PathVariable CorpId corpId, @PathVariable ChatId chatId) {
        return reports.find(corpId, chatId).orElseThrow(() -> NotFound.of("closing-report"));
    }

    /**
     * A person's decision.
     *
     * @param to the phase
     * @param reason why, for people
     */
    record TransitionRequest(
            @NotNull Phase to, @NotBlank @Size(max = 500) String reason) {}

    /**
     * Where a group stands.
     *
     * @param heldUntil until when it stays there because a person says so
     * @param allowed where people may send it
     */
    record LifecycleView(
            Phase phase, Instant since, @Nullable Instant heldUntil, List<Phase> allowed) {
        static LifecycleView of(Lifecycle lifecycle) {
            return new LifecycleView(
                    lifecycle.phase(),
                    lifecycle.since(),
                    lifecycle.heldUntil(),
                    LifecycleTable.byHand(lifecycle.phase()));
        }
    }

    /** Where one of many groups stands. */
    record StandingView(ChatId chatId, Phase phase, Instant since) {
        static StandingView of(Standing standing) {
            return new StandingView(
                    standing.chatId(),
                    standing.lifecycle().phase(),
                    standing.lifecycle().since());
        }
    }

    /**
     * How a group came into another phase.
     *
     * @param reason a person's
     * @param actor the subject of the person's token
     * @param evidence what was known when it was decided
     */
    record TransitionView(
            Instant at,
            Phase from,
            Phase to,
            Cause cause,
            @Nullable String reason,
            @Nullable String actor,
            Facts evidence) {
        static TransitionView of(Told told) {
            Change change = told.change();
            return new TransitionView(
                    change.at(),
                    change.from(),
                    change.to(),
                    change.cause(),
                    change.reason(),
                    change.actor(),
                    told.evidence());
        }
    }
}
