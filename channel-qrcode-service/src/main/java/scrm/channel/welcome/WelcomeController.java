package scrm.channel.welcome;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.ReadLiveCodes;
import scrm.channel.script.WelcomeScript.Choice;
import scrm.channel.welcome.SentWelcomes.SentWelcome;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.Times;

@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/{liveCodeId}/welcomes")
class WelcomeController {
    private final ReadLiveCodes liveCodes;
    private final SentWelcomes welcomes;

    WelcomeController(ReadLiveCodes liveCodes, SentWelcomes welcomes) {
        this.liveCodes = liveCodes;
        this.welcomes = welcomes;
    }

    /**
     * Who was welcomed or not, and why not; the newest first.
     *
     * @param after only contacts who came later
     */
    @GetMapping
    Slice<WelcomeOutcomeView> list(
            @PathVariable CorpId corpId,
            @PathVariable long liveCodeId,
            @RequestParam Welcome.@Nullable Outcome outcome,
            @RequestParam Welcome.@Nullable Reason reason,
            @RequestParam @Nullable Instant after,
            PageRequest page) {
        Times.check("after", after);
        LiveCodeId id = new LiveCodeId(liveCodeId);
        if (liveCodes.find(corpId, id).isEmpty()) {
            throw NotFound.of("live-code");
        }
        Cursor cursor = page.after();
        List<SentWelcome> found = welcomes.list(
                corpId,
                id,
                new SentWelcomes.Filter(outcome, reason, after),
                cursor == null ? null : cursor.number(0),
                page.fetchSize());
        return Slice.of(found, page, welcome -> Cursor.at(welcome.id())).map(WelcomeOutcomeView::of);
    }

    /**
     * @param reason why it was not sent or what it was sent without; absent if outcome and errcode say it all
     * @param errcode WeCom's answer; absent if it gave none, and for those that were sent
     * @param variant absent: the base welcome
     * @param experimentVersion absent: no experiment
     * @param arm absent: no experiment
     * @param occurredAt when the contact came
     * @param settledAt absent while it is on its way
     */
    record WelcomeOutcomeView(
            String id,
            UserId userId,
            ExternalUserId externalUserId,
            Welcome.Outcome outcome,
            Welcome.@Nullable Reason reason,
            @Nullable Integer errcode,
            @Nullable String variant,
            @Nullable Integer experimentVersion,
            @Nullable String arm,
            Instant occurredAt,
            @Nullable Instant settledAt) {
        static WelcomeOutcomeView of(SentWelcome sent) {
            Welcome welcome = sent.welcome();
            Choice choice = welcome.choice();
            return new WelcomeOutcomeView(
                    Long.toString(sent.id()),
                    welcome.userId(),
                    welcome.externalUserId(),
                    sent.end().outcome(),
                    sent.end().reason(),
                    sent.end().errcode(),
                    choice.variant(),
                    choice.experimentVersion(),
                    choice.arm(),
                    welcome.occurredAt(),
                    sent.settledAt());
        }
    }
}
