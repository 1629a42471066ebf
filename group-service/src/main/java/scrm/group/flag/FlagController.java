package scrm.group.flag;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
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

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** Flags members, and shows what owners have to do about it. */
@RestController
@RequestMapping("/v1/corps/{corpId}/group-chats")
class FlagController {
    private final Flags flags;
    private final FlagMember flagMember;

    FlagController(Flags flags, FlagMember flagMember) {
        this.flags = flags;
        this.flagMember = flagMember;
    }

    /** Flags somebody who is in the group now; the owner gets one task to remove the member, however many flags. */
    @PostMapping("/{chatId}/members/{memberId}/flags")
    @Answers(HttpStatus.CREATED)
    ResponseEntity<FlagView> flag(
            @PathVariable CorpId corpId,
            @PathVariable ChatId chatId,
            @PathVariable String memberId,
            @Valid @RequestBody FlagRequest request) {
        Flag flag = flagMember.flag(corpId, chatId, memberId, request.reason(), request.evidence());
        return ResponseEntity.status(HttpStatus.CREATED).body(FlagView.of(flag));
    }

    /** What was noticed about a member of a group, oldest first. */
    @GetMapping("/{chatId}/members/{memberId}/flags")
    Slice<FlagView> list(
            @PathVariable CorpId corpId, @PathVariable ChatId chatId, @PathVariable String memberId, PageRequest page) {
        long after = page.after() == null ? 0 : page.after().number(0);
        return Slice.of(
                        flags.flags(corpId, chatId, memberId, after, page.fetchSize()),
                        page,
                        (Flag flag) -> Cursor.at(flag.id()))
                .map(FlagView::of);
    }

    /**
     * Members who are to be removed, in the order in which they were flagged first.
     *
     * @param state absent: {@code OPEN}
     * @param owner only from groups that this member owns now
     */
    @GetMapping("/removal-tasks")
    Slice<RemovalTaskView> tasks(
            @PathVariable CorpId corpId,
            @RequestParam(defaultValue = "OPEN") RemovalTask.State state,
            @RequestParam(required = false) @Nullable UserId owner,
            PageRequest page) {
        long after = page.after() == null ? 0 : page.after().number(0);
        return Slice.of(
                        flags.tasks(corpId, state, owner, after, page.fetchSize()),
                        page,
                        (RemovalTask task) -> Cursor.at(task.id()))
                .map(RemovalTaskView::of);
    }

    /** Decides that the member may stay. */
    @PostMapping("/removal-tasks/{id}/withdraw")
    RemovalTaskView withdraw(@PathVariable CorpId corpId, @PathVariable long id) {
        return RemovalTaskView.of(flagMember.withdraw(corpId, id));
    }

    /**
     * What was noticed.
     *
     * @param reason {@code ADVERTISING}, {@code RULE_BROKEN} or {@code OTHER}
     * @param evidence for whoever decides: what was said, or where it is kept
     */
    record FlagRequest(
            @NotNull Flag.Reason reason,
            @NotBlank @Size(max = 2000) String evidence) {}

    /** What somebody noticed about a member of a group. */
    record FlagView(String id, String memberId, Flag.Reason reason, String evidence, Instant flaggedAt) {
        static FlagView of(Flag flag) {
            return new FlagView(
                    Long.toString(flag.id()), flag.memberId(), flag.reason(), flag.evidence(), flag.flaggedAt());
        }
    }

    /**
     * A member who is to be removed.
     *
     * @param owner who owns the group now
     * @param state {@code OPEN}, {@code DONE} (the member is out) or {@code WITHDRAWN} (the member may stay)
     * @param flags how often the member was flagged in the group
     */
    record RemovalTaskView(
            String id,
            ChatId chatId,
            String memberId,
            @Nullable UserId owner,
            RemovalTask.State state,
            int flags,
            Instant createdAt,
            @Nullable Instant settledAt) {
        static RemovalTaskView of(RemovalTask task) {
            return new RemovalTaskView(
                    Long.toString(task.id()),
                    task.chatId(),
                    task.memberId(),
                    task.owner(),
                    task.state(),
                    task.flags(),
                    task.createdAt(),
                    task.settledAt());
        }
    }
}
