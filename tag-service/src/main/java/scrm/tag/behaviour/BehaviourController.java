package scrm.tag.behaviour;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.Times;
import scrm.tag.behaviour.Behaviours.Numbered;
import scrm.tag.behaviour.Behaviours.Place;

/** What a contact did; a door for clients that see what WeCom does not tell. */
@RestController
@RequestMapping("/v1/corps/{corpId}/external-contacts/{externalUserId}/behaviours")
class BehaviourController {
    /** Clocks differ a little. */
    private static final Duration LEEWAY = Duration.ofSeconds(5);

    private final Behaviours behaviours;
    private final TakeDownFacts facts;
    private final Clock clock;

    BehaviourController(Behaviours behaviours, TakeDownFacts facts, Clock clock) {
        this.behaviours = behaviours;
        this.facts = facts;
        this.clock = clock;
    }

    /** Tells a behaviour: 201 the first time, 200 when it was told before under this key. */
    @PostMapping
    @Answers({HttpStatus.CREATED, HttpStatus.OK})
    ResponseEntity<BehaviourView> tell(
            @PathVariable CorpId corpId,
            @PathVariable ExternalUserId externalUserId,
            @Valid @RequestBody BehaviourRequest request) {
        Instant now = clock.instant();
        if (Behaviour.TOLD_BY_EVENTS.contains(request.kind())) {
            throw InvalidRequest.field("kind", "told_by_events");
        }
        Instant happenedAt = request.occurredAt() == null ? now : request.occurredAt();
        if (happenedAt.isAfter(now.plus(LEEWAY))) {
            throw InvalidRequest.field("occurredAt", "in_the_future");
        }
        Times.check("occurredAt", happenedAt);
        if (!behaviours.knows(corpId, externalUserId)) {
            throw NotFound.of("external-contact");
        }
        Behaviour behaviour = request.behaviour(corpId, externalUserId, happenedAt);
        HttpStatus status = facts.behaved(behaviour) ? HttpStatus.CREATED : HttpStatus.OK;
        return ResponseEntity.status(status).body(BehaviourView.of(behaviour));
    }

    /** All that the contact did, latest first. */
    @GetMapping
    Slice<BehaviourView> list(
            @PathVariable CorpId corpId,
            @PathVariable ExternalUserId externalUserId,
            @RequestParam(required = false) @Nullable String kind,
            PageRequest page) {
        Cursor after = page.after();
        Place place = after == null ? null : new Place(after.instant(0), after.number(1));
        return Slice.of(
                        behaviours.before(corpId, externalUserId, kind, place, page.fetchSize()),
                        page,
                        (Numbered one) -> Cursor.at(one.behaviour().happenedAt(), one.id()))
                .map(one -> BehaviourView.of(one.behaviour()));
    }

    /**
     * A behaviour as a client tells it.
     *
     * @param kind {@code LINK_CLICKED}, {@code MESSAGE_SENT}, or a kind of the client's own in upper snake case
     * @param key the client's, once in a contact: the same again is the same behaviour
     * @param subject what it was done to; absent if there is nothing to name
     * @param userId the member, if it is about one
     * @param occurredAt not in the future; absent: now
     */
    record BehaviourRequest(
            @NotNull @Size(max = 24) @Pattern(regexp = "^[A-Z][A-Z0-9_]*$")
            String kind,

            @NotBlank @Size(max = 64) String key,
            @Size(max = Behaviour.MAX_SUBJECT) @Nullable String subject,
            @Nullable UserId userId,
            @Nullable Instant occurredAt) {
        /** Keys of clients are apart from the ids of events. */
        Behaviour behaviour(CorpId corpId, ExternalUserId externalUserId, Instant happenedAt) {
            return new Behaviour(
                    corpId,
                    externalUserId,
                    "CLIENT:" + key,
                    userId,
                    kind,
                    subject == null ? "" : subject,
                    null,
                    null,
                    happenedAt);
        }
    }

    /**
     * A behaviour.
     *
     * @param kind {@code ADDED}, {@code LOST}, {@code ATTRIBUTED}, {@code GROUP_JOINED}, {@code GROUP_LEFT},
     *     {@code LINK_CLICKED}, {@code MESSAGE_SENT}, {@code SURVEY_ANSWERED}, {@code OPTION_CHOSEN},
     *     {@code PURCHASED}, {@code REFUNDED}, or a kind of a client's own
     * @param subject the state, live code, chat_id, link, survey, option ({@code <survey>:<question>:<option>}) or
     *     order
     * @param amount in minor units
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BehaviourView(
            String kind,
            String subject,
            @Nullable UserId userId,
            @Nullable Long amount,
            @Nullable String currency,
            Instant occurredAt) {
        static BehaviourView of(Behaviour behaviour) {
            return new BehaviourView(
                    behaviour.kind(),
                    behaviour.subject(),
                    behaviour.userId(),
                    behaviour.amount(),
                    behaviour.currency(),
                    behaviour.happenedAt());
        }
    }
}
