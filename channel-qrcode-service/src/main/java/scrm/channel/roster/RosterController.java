package scrm.channel.roster;

import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.livecode.LiveCodeId;
import scrm.channel.roster.ReadRoster.Preview;
import scrm.channel.roster.ReadRoster.Today;
import scrm.channel.roster.Rosters.Code;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;

/**
 * Whom a live code leads to. The ETag is that of what people decided; what is told about today changes without it, so
 * the answer is not to be stored.
 */
@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/{id}/roster")
class RosterController {
    private static final Duration FARTHEST = Duration.ofDays(366);

    private final EditRoster editRoster;
    private final ReadRoster readRoster;
    private final Clock clock;

    RosterController(EditRoster editRoster, ReadRoster readRoster, Clock clock) {
        this.editRoster = editRoster;
        this.readRoster = readRoster;
        this.clock = clock;
    }

    /** Replaces the roster. {@code If-Match: "0"} gives one to a code that has none. */
    @PutMapping
    ResponseEntity<RosterView> put(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody RosterRequest request) {
        Code code = code(corpId, id);
        editRoster.put(code, ifMatch, request);
        return answer(code);
    }

    @GetMapping
    ResponseEntity<RosterView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(code(corpId, id));
    }

    /** Has the code lead to all of its users again. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable CorpId corpId, @PathVariable long id, IfMatch ifMatch) {
        editRoster.remove(code(corpId, id), ifMatch);
    }

    /** Who would be on at a time to come. */
    @GetMapping("/preview")
    PreviewView preview(@PathVariable CorpId corpId, @PathVariable long id, @RequestParam Instant at) {
        Instant now = clock.instant();
        Instant latest = now.plus(FARTHEST);
        if (at.isBefore(now.truncatedTo(ChronoUnit.MINUTES))) {
            throw InvalidRequest.field("at", "past");
        }
        if (at.isAfter(latest)) {
            throw InvalidRequest.field(
                    "at", "too_large", latest.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        Preview preview = readRoster.preview(code(corpId, id), at);
        return new PreviewView(at, preview.duty().users(), preview.duty().basis(), preview.nextChange());
    }

    private ResponseEntity<RosterView> answer(Code code) {
        Today today = readRoster.today(code);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .eTag(ETag.of(today.kept().version()))
                .body(RosterView.of(today));
    }

    private static Code code(CorpId corpId, long id) {
        return new Code(corpId, new LiveCodeId(id));
    }

    /**
     * Who would be on.
     *
     * @param users none if nobody were there: the code would go on leading to those before
     * @param until when time alone may change it
     */
    record PreviewView(Instant at, List<UserId> users, Duty.Basis basis, Instant until) {}
}
