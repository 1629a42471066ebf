package scrm.group.merge;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.merge.Merges.Merge;
import scrm.group.merge.Merges.Proposal;
import scrm.rest.Cursor;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** Which groups may be merged, and which are. */
@RestController
@RequestMapping("/v1/corps/{corpId}/group-chats")
class MergeController {
    private final Merges merges;
    private final AcceptMerge acceptMerge;

    MergeController(Merges merges, AcceptMerge acceptMerge) {
        this.merges = merges;
        this.acceptMerge = acceptMerge;
    }

    /** Pairs of dormant groups of one owner and kind that fit into one. */
    @GetMapping("/merge-proposals")
    Slice<ProposalView> proposals(
            @PathVariable CorpId corpId, @RequestParam(required = false) @Nullable UserId owner, PageRequest page) {
        Cursor after = page.after();
        List<Proposal> found = merges.proposals(corpId, owner, after == null ? 0 : after.number(0), page.fetchSize());
        return Slice.of(found, page, (Proposal proposal) -> Cursor.at(proposal.place()))
                .map(ProposalView::of);
    }

    /** Accepts a proposal: the owner gets a task to invite the members of the one group into the other. */
    @PostMapping("/merges")
    @ResponseStatus(HttpStatus.CREATED)
    MergeView accept(@PathVariable CorpId corpId, @Valid @RequestBody MergeRequest request) {
        return MergeView.of(acceptMerge.accept(corpId, request.from(), request.into()));
    }

    /** In the order in which they were accepted. */
    @GetMapping("/merges")
    Slice<MergeView> list(@PathVariable CorpId corpId, PageRequest page) {
        Cursor after = page.after();
        List<Merge> found = merges.list(corpId, after == null ? 0 : after.number(0), page.fetchSize());
        return Slice.of(found, page, merge -> Cursor.at(merge.id())).map(MergeView::of);
    }

    /** Whose members are to come into which group. */
    record MergeRequest(@NotNull ChatId from, @NotNull ChatId into) {}

    /**
     * A pair that may be merged.
     *
     * @param shared members who are in both
     * @param expectedSize how many there will be in one
     */
    record ProposalView(
            ChatId from, String fromName, ChatId into, String intoName, UserId owner, int shared, int expectedSize) {
        static ProposalView of(Proposal proposal) {
            return new ProposalView(
                    proposal.from().chatId(),
                    proposal.from().name(),
                    proposal.into().chatId(),
                    proposal.into().name(),
                    proposal.owner(),
                    proposal.shared(),
                    proposal.expectedSize());
        }
    }

    /** A pair that is merged. */
    record MergeView(String id, ChatId from, ChatId into, int expectedSize, Instant acceptedAt) {
        static MergeView of(Merge merge) {
            return new MergeView(
                    Long.toString(merge.id()), merge.from(), merge.into(), merge.expectedSize(), merge.acceptedAt());
        }
    }
}
