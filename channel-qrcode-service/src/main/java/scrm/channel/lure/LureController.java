package scrm.channel.lure;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Channels;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** What is promised to those who come by a channel, and who took it. */
@RestController
@RequestMapping("/v1/corps/{corpId}/channels/{channelId}/lures")
class LureController {
    private final Channels channels;
    private final Lures lures;
    private final Claims claims;
    private final KeepLure keepLure;
    private final ClaimLure claimLure;
    private final CorpTime corpTime;

    LureController(
            Channels channels, Lures lures, Claims claims, KeepLure keepLure, ClaimLure claimLure, CorpTime corpTime) {
        this.channels = channels;
        this.lures = lures;
        this.claims = claims;
        this.keepLure = keepLure;
        this.claimLure = claimLure;
        this.corpTime = corpTime;
    }

    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<LureView> create(
            @PathVariable CorpId corpId, @PathVariable long channelId, @Valid @RequestBody LureRequest request) {
        Lure lure = keepLure.create(corpId, new ChannelId(channelId), request.draft());
        URI location = URI.create("/v1/corps/" + corpId + "/channels/" + channelId + "/lures/" + lure.id());
        return ETag.created(location, lure.version(), view(lure));
    }

    /** Tagged for edits, but always answered in full: claims change it without an edit. */
    @GetMapping("/{id}")
    LureView get(
            @PathVariable CorpId corpId,
            @PathVariable long channelId,
            @PathVariable long id,
            HttpServletResponse response) {
        Lure lure = find(corpId, channelId, id);
        response.setHeader(HttpHeaders.ETAG, ETag.of(lure.version()));
        return view(lure);
    }

    @GetMapping
    Slice<LureView> list(@PathVariable CorpId corpId, @PathVariable long channelId, PageRequest page) {
        ChannelId channel = new ChannelId(channelId);
        if (channels.find(corpId, channel).isEmpty()) {
            throw NotFound.of("channel");
        }
        Cursor after = page.after();
        List<Lure> found =
                lures.list(corpId, channel, after == null ? null : new LureId(after.number(0)), page.fetchSize());
        return Slice.of(found, page, lure -> Cursor.at(lure.id())).map(this::view);
    }

    @PutMapping("/{id}")
    ResponseEntity<LureView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long channelId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody LureRequest request) {
        Lure lure = keepLure.edit(corpId, new ChannelId(channelId), new LureId(id), ifMatch, request.draft());
        return ETag.ok(lure.version(), view(lure));
    }

    /** Nobody takes it any more, and nobody is asked to look at it. */
    @PostMapping("/{id}/end")
    ResponseEntity<LureView> end(@PathVariable CorpId corpId, @PathVariable long channelId, @PathVariable long id) {
        Lure lure = keepLure.end(corpId, new ChannelId(channelId), new LureId(id));
        return ETag.ok(lure.version(), view(lure));
    }

    /** A contact takes what is promised, once. The same claim again is answered as it was made. */
    @PostMapping("/{id}/claims")
    @ResponseStatus(HttpStatus.CREATED)
    ClaimView claim(
            @PathVariable CorpId corpId,
            @PathVariable long channelId,
            @PathVariable long id,
            @Valid @RequestBody ClaimRequest request) {
        return ClaimView.of(claimLure.claim(
                corpId, new ChannelId(channelId), new LureId(id), request.externalUserId(), request.claimId()));
    }

    @GetMapping("/{id}/claims")
    Slice<ClaimView> claims(
            @PathVariable CorpId corpId,
            @PathVariable long channelId,
            @PathVariable long id,
            @RequestParam @Nullable ExternalUserId externalUserId,
            PageRequest page) {
        Lure lure = find(corpId, channelId, id);
        Cursor after = page.after();
        List<Claim> found =
                claims.list(corpId, lure.id(), externalUserId, after == null ? 0 : after.number(0), page.fetchSize());
        return Slice.of(found, page, claim -> Cursor.at(claim.id())).map(ClaimView::of);
    }

    private Lure find(CorpId corpId, long channelId, long id) {
        return lures.find(corpId, new LureId(id))
                .filter(lure -> lure.channelId().value() == channelId)
                .orElseThrow(() -> NotFound.of("lure"));
    }

    private LureView view(Lure lure) {
        return LureView.of(lure, corpTime.now(lure.corpId()).toLocalDate());
    }

    /**
     * A claim as a client writes it.
     *
     * @param externalUserId who takes it; once in a lure
     * @param claimId the client's, once in a lure: the same again is the same claim
     */
    record ClaimRequest(
            @NotNull ExternalUserId externalUserId,
            @NotBlank @Size(max = 64) String claimId) {}

    record ClaimView(String claimId, ExternalUserId externalUserId, Instant claimedAt) {
        static ClaimView of(Claim claim) {
            return new ClaimView(claim.claimId(), claim.externalUserId(), claim.claimedAt());
        }
    }

    /**
     * A lure as it stands today.
     *
     * @param stock null: any number
     * @param used how many contacts took it
     */
    record LureView(
            String id,
            String channelId,
            String title,
            String promise,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable Integer stock,
            int used,
            @Nullable LocalDate rotateOn,
            UserId owner,
            Lure.Status status,
            @Nullable Instant endedAt,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        static LureView of(Lure lure, LocalDate today) {
            Lure.Draft draft = lure.draft();
            return new LureView(
                    lure.id().toString(),
                    lure.channelId().toString(),
                    draft.title(),
                    draft.promise(),
                    draft.period().from(),
                    draft.period().until(),
                    draft.stock(),
                    lure.used(),
                    draft.rotateOn(),
                    draft.owner(),
                    lure.status(today),
                    lure.endedAt(),
                    lure.version(),
                    lure.createdAt(),
                    lure.updatedAt());
        }
    }
}
