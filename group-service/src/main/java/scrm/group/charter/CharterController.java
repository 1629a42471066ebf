package scrm.group.charter;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.RowId;
import scrm.rest.Slice;

/** What groups are for. */
@RestController
class CharterController {
    private final Charters charters;
    private final KeepCharter keepCharter;
    private final OpenGroup openGroup;

    CharterController(Charters charters, KeepCharter keepCharter, OpenGroup openGroup) {
        this.charters = charters;
        this.keepCharter = keepCharter;
        this.openGroup = openGroup;
    }

    /**
     * Writes a draft.
     *
     * @param chatId a group that is there; absent: not opened yet
     */
    @PostMapping("/v1/corps/{corpId}/charters")
    @Answers(HttpStatus.CREATED)
    ResponseEntity<CharterView> create(
            @PathVariable CorpId corpId,
            @RequestParam(required = false) @Nullable ChatId chatId,
            @Valid @RequestBody CharterRequest request) {
        Charter charter = keepCharter.create(corpId, request.definition(), chatId);
        URI location = URI.create("/v1/corps/" + corpId + "/charters/" + charter.id());
        return ETag.created(location, charter.version(), CharterView.of(charter));
    }

    /**
     * Charters in the order in which they were written.
     *
     * @param opened whether they have a group
     */
    @GetMapping("/v1/corps/{corpId}/charters")
    Slice<CharterView> list(
            @PathVariable CorpId corpId,
            @RequestParam(required = false) Charter.@Nullable Status status,
            @RequestParam(required = false) Charter.@Nullable Kind kind,
            @RequestParam(required = false) @Nullable UserId owner,
            @RequestParam(required = false) @Nullable Boolean opened,
            PageRequest page) {
        Cursor after = page.after();
        List<Charter> found = charters.list(
                corpId,
                new Charters.Filter(status, kind, owner, opened),
                after == null ? null : new CharterId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, charter -> Cursor.at(charter.id())).map(CharterView::of);
    }

    @GetMapping("/v1/corps/{corpId}/charters/{id}")
    ResponseEntity<CharterView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(charters.find(corpId, new CharterId(id)).orElseThrow(() -> NotFound.of("charter")));
    }

    /** A group's charter. */
    @GetMapping("/v1/corps/{corpId}/group-chats/{chatId}/charter")
    ResponseEntity<CharterView> ofGroup(@PathVariable CorpId corpId, @PathVariable ChatId chatId) {
        return answer(charters.ofGroup(corpId, chatId).orElseThrow(() -> NotFound.of("charter")));
    }

    /** What was approved is a draft again. */
    @PutMapping("/v1/corps/{corpId}/charters/{id}")
    ResponseEntity<CharterView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody CharterRequest request) {
        return answer(keepCharter.edit(corpId, new CharterId(id), ifMatch, request.definition()));
    }

    /** Only one without a group, and for which none is being opened. */
    @DeleteMapping("/v1/corps/{corpId}/charters/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable CorpId corpId, @PathVariable long id, IfMatch ifMatch) {
        keepCharter.delete(corpId, new CharterId(id), ifMatch);
    }

    /** It is decided; what is missing is named. */
    @PostMapping("/v1/corps/{corpId}/charters/{id}/approve")
    ResponseEntity<CharterView> approve(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(keepCharter.approve(corpId, new CharterId(id)));
    }

    /** Asks for a live code by which WeCom opens the group once those that the code leads into are full. */
    @PostMapping("/v1/corps/{corpId}/charters/{id}/open")
    ResponseEntity<CharterView> open(
            @PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody OpenRequest request) {
        return answer(openGroup.ask(
                corpId,
                new CharterId(id),
                request.channelId(),
                request.chatIds().stream().distinct().map(ChatId::new).toList()));
    }

    /** Says which group is the charter's. */
    @PutMapping("/v1/corps/{corpId}/charters/{id}/chat")
    ResponseEntity<CharterView> attach(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody GroupRequest request) {
        return answer(keepCharter.attach(corpId, new CharterId(id), ifMatch, request.chatId()));
    }

    /** Says how much of the goal is reached, if its measure is {@code ORDERS} or {@code OTHER}. */
    @PutMapping("/v1/corps/{corpId}/charters/{id}/progress")
    ResponseEntity<CharterView> report(
            @PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody ProgressRequest request) {
        return answer(keepCharter.report(corpId, new CharterId(id), request.reached()));
    }

    private static ResponseEntity<CharterView> answer(Charter charter) {
        return ETag.ok(charter.version(), CharterView.of(charter));
    }

    /**
     * How a group is to be opened.
     *
     * @param channelId the channel in which the live code is to stand
     * @param chatIds groups that are there and into which it leads first
     */
    record OpenRequest(
            @NotNull @Pattern(regexp = RowId.PATTERN) String channelId,
            @NotEmpty @Size(max = 5) List<@NotNull @Size(min = 1, max = 64) String> chatIds) {}

    /** Which group. */
    record GroupRequest(@NotNull ChatId chatId) {}

    /** How much is reached. */
    record ProgressRequest(@Min(0) @Max(1_000_000_000) long reached) {}
}
