package scrm.channel.calendar;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** Members whom no roster puts on for now. */
@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/away-users")
class AwayUserController {
    private static final Duration LONGEST = Duration.ofDays(366);

    private final EditCalendar editCalendar;
    private final AwayUsers awayUsers;
    private final Clock clock;

    AwayUserController(EditCalendar editCalendar, AwayUsers awayUsers, Clock clock) {
        this.editCalendar = editCalendar;
        this.awayUsers = awayUsers;
        this.clock = clock;
    }

    /** Says until when a member is away, whatever was said before. */
    @PutMapping("/{userId}")
    AwayUserView leave(
            @PathVariable CorpId corpId, @PathVariable UserId userId, @Valid @RequestBody AwayRequest request) {
        Instant now = clock.instant();
        Instant latest = now.plus(LONGEST);
        if (!request.until().isAfter(now)) {
            throw InvalidRequest.field("until", "past");
        }
        if (request.until().isAfter(latest)) {
            throw InvalidRequest.field(
                    "until", "too_large", latest.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        AwayUser away = new AwayUser(userId, request.until());
        editCalendar.leave(corpId, away);
        return AwayUserView.of(away);
    }

    /** Those who are away now. */
    @GetMapping
    Slice<AwayUserView> list(@PathVariable CorpId corpId, PageRequest page) {
        Cursor after = page.after();
        return Slice.of(
                        awayUsers.list(
                                corpId,
                                clock.instant(),
                                after == null ? null : new UserId(after.text(0)),
                                page.fetchSize()),
                        page,
                        away -> Cursor.at(away.userId()))
                .map(AwayUserView::of);
    }

    /** The member is back. */
    @DeleteMapping("/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void comeBack(@PathVariable CorpId corpId, @PathVariable UserId userId) {
        editCalendar.comeBack(corpId, userId);
    }

    /** @param until when the member is back */
    record AwayRequest(@NotNull Instant until) {}

    record AwayUserView(UserId userId, Instant until) {
        static AwayUserView of(AwayUser away) {
            return new AwayUserView(away.userId(), away.until());
        }
    }
}
