package scrm.tag.surveylink;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.PublicProperties;
import scrm.rest.Slice;
import scrm.tag.survey.SurveyId;
import scrm.tag.survey.SurveyToken;
import scrm.tag.survey.Surveys;

/** Personal links of a survey. */
@RestController
@RequestMapping("/v1/corps/{corpId}/surveys/{id}/links")
class SurveyLinkController {
    private final Surveys surveys;
    private final SurveyLinks links;
    private final GiveLinks giveLinks;
    private final PublicProperties pages;
    private final Clock clock;

    SurveyLinkController(Surveys surveys, SurveyLinks links, GiveLinks giveLinks, PublicProperties pages, Clock clock) {
        this.surveys = surveys;
        this.links = links;
        this.giveLinks = giveLinks;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * Makes a link for each contact. They are told here and nowhere else: we keep only a hash. More for the same
     * contact may be made; the earlier ones stay.
     */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    GivenLinksView give(@PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody WantedLinks wanted) {
        return new GivenLinksView(
                giveLinks.give(corpId, new SurveyId(id), wanted.userId(), wanted.externalUserIds()).entrySet().stream()
                        .map(link -> GivenLinkView.of(link.getKey(), link.getValue(), pages))
                        .toList());
    }

    /** Who has a link, and who answered by it; not the links themselves. */
    @GetMapping
    Slice<SurveyLinkView> list(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam @Nullable ExternalUserId externalUserId,
            PageRequest page) {
        SurveyId surveyId = new SurveyId(id);
        if (surveys.find(corpId, surveyId).isEmpty()) {
            throw NotFound.of("survey");
        }
        Cursor after = page.after();
        List<SurveyLink> found =
                links.list(corpId, surveyId, externalUserId, after == null ? 0 : after.number(0), page.fetchSize());
        return Slice.of(found, page, link -> Cursor.at(link.id())).map(SurveyLinkView::of);
    }

    /** Makes a link lead nowhere. What was answered by it stays. */
    @DeleteMapping("/{linkId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable CorpId corpId, @PathVariable long id, @PathVariable long linkId) {
        if (!links.revoke(corpId, new SurveyId(id), linkId, clock.instant())) {
            throw NotFound.of("survey-link");
        }
    }

    /**
     * Whom links are wanted for.
     *
     * @param externalUserIds 1 to 10,000 contacts that somebody follows
     * @param userId the member whose relation the answers are about, who follows them all; absent: all who follow
     */
    record WantedLinks(
            @NotEmpty @Size(max = 10_000) List<@NotNull ExternalUserId> externalUserIds,
            @Nullable UserId userId) {}

    /** In the order in which they were asked for. */
    record GivenLinksView(List<GivenLinkView> links) {}

    record GivenLinkView(ExternalUserId externalUserId, URI link) {
        static GivenLinkView of(ExternalUserId externalUserId, SurveyToken token, PublicProperties pages) {
            return new GivenLinkView(externalUserId, token.link(pages));
        }
    }

    /**
     * A personal link.
     *
     * @param answeredAt when it was last answered
     * @param revokedAt since when it leads nowhere
     */
    record SurveyLinkView(
            String id,
            ExternalUserId externalUserId,
            @Nullable UserId userId,
            Instant createdAt,
            @Nullable Instant answeredAt,
            @Nullable Instant revokedAt) {
        static SurveyLinkView of(SurveyLink link) {
            return new SurveyLinkView(
                    String.valueOf(link.id()),
                    link.externalUserId(),
                    link.userId(),
                    link.createdAt(),
                    link.answeredAt(),
                    link.revokedAt());
        }
    }
}
