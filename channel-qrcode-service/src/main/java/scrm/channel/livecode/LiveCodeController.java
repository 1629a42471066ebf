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
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes")
class LiveCodeController {
    private final LiveCodes liveCodes;
    private final OpenLiveCode openLiveCode;
    private final EditLiveCode editLiveCode;
    private final ScannedCodes scannedCodes;

    LiveCodeController(
            LiveCodes liveCodes, OpenLiveCode openLiveCode, EditLiveCode editLiveCode, ScannedCodes scannedCodes) {
        this.liveCodes = liveCodes;
        this.openLiveCode = openLiveCode;
        this.editLiveCode = editLiveCode;
        this.scannedCodes = scannedCodes;
    }

    /** Answers 202: WeCom is asked afterwards, and {@code status} tells how it went. */
    @PostMapping
    ResponseEntity<LiveCodeView> open(@PathVariable CorpId corpId, @Valid @RequestBody NewLiveCodeRequest request) {
        LiveCode liveCode = openLiveCode.open(corpId, new ChannelId(request.channelId()), request.liveCode());
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(URI.create("/v1/corps/" + corpId + "/live-codes/" + liveCode.id()))
                .eTag(ETag.of(liveCode.version()))
                .body(LiveCodeView.of(liveCode));
    }

    @GetMapping("/{id}")
    ResponseEntity<LiveCodeView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        LiveCode liveCode = liveCodes.find(corpId, new LiveCodeId(id)).orElseThrow(() -> NotFound.of("live-code"));
        return ETag.ok(liveCode.version(), LiveCodeView.of(liveCode));
    }

    @GetMapping
    Slice<LiveCodeView> list(
            @PathVariable CorpId corpId,
            @RequestParam @Nullable Long channelId,
            @RequestParam @Nullable State state,
            @RequestParam LiveCode.@Nullable Status status,
            @RequestParam @Nullable String name,
            PageRequest page) {
        Cursor after = page.after();
        List<LiveCode> found = liveCodes.list(
                corpId,
                new LiveCodes.Filter(channelId == null ? null : new ChannelId(channelId), state, status, name),
                after == null ? null : new LiveCodeId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, liveCode -> Cursor.at(liveCode.id())).map(LiveCodeView::of);
    }

    @PutMapping("/{id}")
    ResponseEntity<LiveCodeView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody LiveCodeRequest request) {
        LiveCode liveCode = editLiveCode.edit(corpId, new LiveCodeId(id), ifMatch, request);
        scannedCodes.forget(corpId, liveCode.state());
        return ETag.ok(liveCode.version(), LiveCodeView.of(liveCode));
    }

    @PostMapping("/{id}/archive")
    ResponseEntity<LiveCodeView> archive(@PathVariable CorpId corpId, @PathVariable long id) {
        LiveCode liveCode = editLiveCode.archive(corpId, new LiveCodeId(id));
        return ETag.ok(liveCode.version(), LiveCodeView.of(liveCode));
    }

    /**
     * A live code as a client asks for it.
     *
     * @param channelId its channel, for good
     * @param name for people
     * @param users 1 to 100 userids
     * @param skipVerify whether contacts are added without the member's consent; absent: true
     * @param welcome absent: none
     */
    record NewLiveCodeRequest(
            @NotNull Long channelId,
            @NotBlank @Size(max = 50) String name,
            @NotNull @Size(min = 1, max = 100) List<@NotNull @Pattern(regexp = LiveCode.USER_ID) String> users,
            @Nullable Boolean skipVerify,
            @Valid @Nullable WelcomeRequest welcome) {
        LiveCodeRequest liveCode() {
            return new LiveCodeRequest(name, users, skipVerify, welcome);
        }
    }

    record LiveCodeView(
            String id,
            String channelId,
            String name,
            String state,
            LiveCode.Status status,
            List<UserId> users,
            boolean skipVerify,
            @Nullable WelcomeView welcome,
            @Nullable String configId,
            @Nullable String qrCode,
            LiveCode.Sync sync,
            LiveCode.@Nullable Failure failure,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        static LiveCodeView of(LiveCode liveCode) {
            LiveCode.Draft draft = liveCode.draft();
            return new LiveCodeView(
                    liveCode.id().toString(),
                    liveCode.channelId().toString(),
                    draft.name(),
                    liveCode.state().value(),
                    liveCode.status(),
                    draft.users(),
                    draft.skipVerify(),
                    WelcomeView.of(draft.welcome()),
                    liveCode.configId(),
                    liveCode.qrCode(),
                    liveCode.sync(),
                    liveCode.failure(),
                    liveCode.version(),
                    liveCode.createdAt(),
                    liveCode.updatedAt());
        }
    }
}
