package scrm.group.transfer;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
import scrm.group.transfer.AskForTransfer.Asked;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.job.JobAnswers;
import scrm.rest.job.JobView;
import scrm.wecom.Transfers.Handover;

/** Hands groups to another owner. */
@RestController
@RequestMapping("/v1/corps/{corpId}/group-chats/transfers")
class TransferController {
    private final AskForTransfer askForTransfer;
    private final TransferItems items;
    private final JobAnswers jobs;

    TransferController(AskForTransfer askForTransfer, TransferItems items, JobAnswers jobs) {
        this.askForTransfer = askForTransfer;
        this.items = items;
        this.jobs = jobs;
    }

    /**
     * Begins to hand groups over; 202 with the job. Groups of which we know that WeCom would refuse them are refused at
     * once, the others are handed over all the same. Of one owner's groups WeCom takes 300 a day; more wait.
     *
     * @param dryRun only looks which groups would be refused, and answers 200
     */
    @PostMapping
    @Answers({HttpStatus.ACCEPTED, HttpStatus.OK})
    ResponseEntity<TransferView> transfer(
            @PathVariable CorpId corpId,
            @Valid @RequestBody TransferRequest request,
            @RequestParam(defaultValue = "false") boolean dryRun) {
        Asked asked = askForTransfer.ask(
                corpId, new TransferGroupChats(request.newOwner(), request.kind()), request.chats(), dryRun);
        List<TransferItemView> refused =
                asked.refused().stream().map(TransferItemView::of).toList();
        int accepted = request.chatIds().size() - refused.size();
        return dryRun
                ? ResponseEntity.ok(new TransferView(accepted, refused, null))
                : ResponseEntity.accepted()
                        .location(jobs.location(asked.job()))
                        .body(new TransferView(accepted, refused, jobs.view(asked.job())));
    }

    /** How each group of a transfer stands; empty for a job that is no transfer. */
    @GetMapping("/{jobId}/items")
    Slice<TransferItemView> items(
            @PathVariable CorpId corpId,
            @PathVariable String jobId,
            @RequestParam(required = false) TransferItem.@Nullable State state,
            PageRequest page) {
        String after = page.after() == null ? "" : page.after().text(0);
        return Slice.of(
                        items.list(corpId, jobs.ours(jobId), state, after, page.fetchSize()),
                        page,
                        (TransferItem item) -> Cursor.at(item.chatId()))
                .map(TransferItemView::of);
    }

    /**
     * Which groups go to whom.
     *
     * @param chatIds 10,000 at most, each once
     * @param newOwner a member who may use customer contact
     * @param kind {@code RESIGNED} if the owners have left the corp, {@code ON_JOB} if they are still with it
     */
    record TransferRequest(
            @NotEmpty @Size(max = 10_000) List<@NotBlank @Size(max = 64) String> chatIds,
            @NotNull UserId newOwner,
            @NotNull Handover kind) {
        /** @throws InvalidRequest if one is named twice */
        List<ChatId> chats() {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < chatIds.size(); i++) {
                if (!seen.add(chatIds.get(i))) {
                    throw InvalidRequest.field("chatIds[" + i + "]", "duplicate");
                }
            }
            return chatIds.stream().map(ChatId::new).toList();
        }
    }

    /**
     * How a transfer begins.
     *
     * @param accepted groups that will be handed over, as far as we know
     * @param refused groups that will not, with the reason
     * @param job what hands them over; absent in a dry run
     */
    record TransferView(
            int accepted,
            List<TransferItemView> refused,
            @Nullable JobView job) {}

    /**
     * A group of a transfer.
     *
     * @param fromOwner who owned it when it was asked for
     * @param state {@code PENDING}, {@code CALLING} (the call was made, its answer is still to come), {@code DONE},
     *     {@code REFUSED} (by us, see {@code reason}) or {@code FAILED} (by WeCom, see {@code errcode})
     * @param reason {@code NOT_FOUND}, {@code DISMISSED}, {@code SAME_OWNER} or {@code TWICE_IN_90_DAYS}
     * @param errcode WeCom's, document 90313; 0 if it refused nothing
     */
    record TransferItemView(
            ChatId chatId,
            @Nullable UserId fromOwner,
            UserId newOwner,
            TransferItem.State state,
            TransferItem.@Nullable Reason reason,
            int errcode,
            @Nullable Instant calledAt,
            @Nullable Instant settledAt) {
        static TransferItemView of(TransferItem item) {
            return new TransferItemView(
                    item.chatId(),
                    item.fromOwner(),
                    item.newOwner(),
                    item.state(),
                    item.reason(),
                    item.errcode(),
                    item.calledAt(),
                    item.settledAt());
        }
    }
}
