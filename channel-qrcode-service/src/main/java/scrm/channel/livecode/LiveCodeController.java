package scrm.channel.livecode;

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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.channel.ChannelId;
import scrm.channel.script.WelcomeRequest;
import scrm.channel.script.WelcomeView;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.PublicProperties;
import scrm.rest.RowId;
import scrm.rest.Slice;

@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes")
class LiveCodeController {
    private final LiveCodes liveCodes;
    private final OpenLiveCode openLiveCode;
    private final EditLiveCode editLiveCode;
    private final ScannedCodes scannedCodes;
    private final PublicProperties pages;

    LiveCodeController(
            LiveCodes liveCodes,
            OpenLiveCode openLiveCode,
            EditLiveCode editLiveCode,
            ScannedCodes scannedCodes,
            PublicProperties pages) {
        this.liveCodes = liveCodes;
        this.openLiveCode = openLiveCode;
        this.editLiveCode = editLiveCode;
        this.scannedCodes = scannedCodes;
        this.pages = pages;
    }

    /** Answers 202: WeCom is asked afterwards, and {@code status} tells how it went. */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<LiveCodeView> open(@PathVariable CorpId corpId, @Valid @RequestBody NewLiveCodeRequest request) {
        LiveCode liveCode = openLiveCode.open(
                corpId, ChannelId.of(request.channelId()), request.kindOrContact(), request.liveCode());
        return accepted(liveCode);
    }

    /** Makes another one like it, with a name and a state of its own; answers as {@link #open} does. */
    @PostMapping("/{id}/copy")
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<LiveCodeView> copy(
            @PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody CopyRequest request) {
        String channelId = request.channelId();
        return accepted(openLiveCode.copy(
                corpId,
                new LiveCodeId(id),
                request.name().strip(),
                channelId == null ? null : ChannelId.of(channelId)));
    }

    private ResponseEntity<LiveCodeView> accepted(LiveCode liveCode) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(URI.create("/v1/corps/" + liveCode.corpId() + "/live-codes/" + liveCode.id()))
                .eTag(ETag.of(liveCode.version()))
                .body(view(liveCode));
    }

    @GetMapping("/{id}")
    ResponseEntity<LiveCodeView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        return ok(liveCodes.find(corpId, new LiveCodeId(id)).orElseThrow(() -> NotFound.of("live-code")));
    }

    @GetMapping
    Slice<LiveCodeView> list(
            @PathVariable CorpId corpId,
            @RequestParam @Nullable Long channelId,
            @RequestParam @Nullable State state,
            @RequestParam LiveCode.@Nullable Kind kind,
            @RequestParam LiveCode.@Nullable Status status,
            @RequestParam @Nullable UserId userId,
            @RequestParam @Nullable String name,
            PageRequest page) {
        Cursor after = page.after();
        List<LiveCode> found = liveCodes.list(
                corpId,
                new LiveCodes.Filter(
                        channelId == null ? null : new ChannelId(channelId), state, kind, status, userId, name),
                after == null ? null : new LiveCodeId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, liveCode -> Cursor.at(liveCode.id())).map(this::view);
    }

    @PutMapping("/{id}")
    ResponseEntity<LiveCodeView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody LiveCodeRequest request) {
        LiveCode liveCode = editLiveCode.edit(corpId, new LiveCodeId(id), ifMatch, request);
        scannedCodes.forget(corpId, liveCode.state());
        return ok(liveCode);
    }

    /** Our short link says that it rests; WeCom's own picture goes on, for WeCom knows no pause. */
    @PostMapping("/{id}/pause")
    ResponseEntity<LiveCodeView> pause(@PathVariable CorpId corpId, @PathVariable long id) {
        return ok(editLiveCode.pause(corpId, new LiveCodeId(id)));
    }

    /** Ends a pause. */
    @PostMapping("/{id}/resume")
    ResponseEntity<LiveCodeView> resume(@PathVariable CorpId corpId, @PathVariable long id) {
        return ok(editLiveCode.resume(corpId, new LiveCodeId(id)));
    }

    /** Takes it down at WeCom, for good. */
    @PostMapping("/{id}/archive")
    ResponseEntity<LiveCodeView> archive(@PathVariable CorpId corpId, @PathVariable long id) {
        return ok(editLiveCode.archive(corpId, new LiveCodeId(id)));
    }

    private ResponseEntity<LiveCodeView> ok(LiveCode liveCode) {
        return ETag.ok(liveCode.version(), view(liveCode));
    }

    private LiveCodeView view(LiveCode liveCode) {
        return LiveCodeView.of(liveCode, liveCode.shortCode().link(pages));
    }

    /**
     * A live code as a client asks for it. What its kind has no use for must be absent.
     *
     * @param channelId its channel, for good
     * @param kind what a scan leads to, for good; absent: {@code CONTACT}
     * @param name for people
     * @param users userids, 1 to 100, of an acquisition link 500; absent for a group code
     * @param skipVerify whether contacts are added without the member's consent; absent: true
     * @param welcome absent: none
     * @param groups of a group code, and only of one
     * @param invitesTo the id of the group code that the welcome leads on to, of a friend-then-group code
     */
    record NewLiveCodeRequest(
            @NotNull @Pattern(regexp = RowId.PATTERN) String channelId,
            LiveCode.@Nullable Kind kind,
            @NotBlank @Size(max = 50) String name,
            @Size(min = 1, max = 500) @Nullable List<@NotNull @Pattern(regexp = UserId.PATTERN) String> users,
            @Nullable Boolean skipVerify,
            @Valid @Nullable WelcomeRequest welcome,
            @Valid LiveCodeRequest.@Nullable GroupsRequest groups,
            @Pattern(regexp = RowId.PATTERN) @Nullable String invitesTo) {
        LiveCode.Kind kindOrContact() {
            return kind == null ? LiveCode.Kind.CONTACT : kind;
        }

        LiveCodeRequest liveCode() {
            return new LiveCodeRequest(name, users, skipVerify, welcome, groups, invitesTo);
        }
    }

    /**
     * What a copy is to be called.
     *
     * @param channelId absent: in the same channel
     */
    record CopyRequest(
            @NotBlank @Size(max = 50) String name,
            @Pattern(regexp = RowId.PATTERN) @Nullable String channelId) {}

    /**
     * A live code and how far it has come.
     *
     * @param shortLink the public page to print or send; stays the same, whatever the code becomes
     * @param openGroups of a group code: those that WeCom leads into now
     * @param exhausted of a group code: whether none of its groups has room
     * @param configId what WeCom calls its code: a {@code config_id}, of an acquisition link its {@code link_id}
     * @param qrCode the address of WeCom's picture
     * @param link where an acquisition link leads
     */
    record LiveCodeView(
            String id,
            String channelId,
            LiveCode.Kind kind,
            String name,
            String state,
            URI shortLink,
            LiveCode.Status status,
            List<UserId> users,
            boolean skipVerify,
            @Nullable WelcomeView welcome,
            LiveCode.@Nullable Groups groups,
            List<ChatId> openGroups,
            boolean exhausted,
            @Nullable String invitesTo,
            @Nullable String configId,
            @Nullable String qrCode,
            @Nullable String link,
            LiveCode.Sync sync,
            LiveCode.@Nullable Failure failure,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        static LiveCodeView of(LiveCode liveCode, URI shortLink) {
            LiveCode.Draft draft = liveCode.draft();
            LiveCodeId invitesTo = draft.invitesTo();
            return new LiveCodeView(
                    liveCode.id().toString(),
                    liveCode.channelId().toString(),
                    draft.kind(),
                    draft.name(),
                    liveCode.state().value(),
                    shortLink,
                    liveCode.status(),
                    draft.users(),
                    draft.skipVerify(),
                    WelcomeView.of(draft.welcome()),
                    draft.groups(),
                    liveCode.openGroups(),
                    liveCode.exhausted(),
                    invitesTo == null ? null : invitesTo.toString(),
                    liveCode.handle(),
                    liveCode.qrCode(),
                    liveCode.link(),
                    liveCode.sync(),
                    liveCode.failure(),
                    liveCode.version(),
                    liveCode.createdAt(),
                    liveCode.updatedAt());
        }
    }
}
