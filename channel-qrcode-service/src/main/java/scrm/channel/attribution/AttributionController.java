package scrm.channel.attribution;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.attribution.Touch.Source;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

@RestController
@RequestMapping("/v1/corps/{corpId}/attributions")
class AttributionController {
    private final Attributions attributions;

    AttributionController(Attributions attributions) {
        this.attributions = attributions;
    }

    /** The newest first; {@code liveCodeId} asks for those whose first touch it was. */
    @GetMapping
    Slice<AttributionView> list(
            @PathVariable CorpId corpId,
            @RequestParam @Nullable ExternalUserId externalUserId,
            @RequestParam @Nullable Long liveCodeId,
            PageRequest page) {
        Cursor after = page.after();
        List<Attribution> found = attributions.list(
                corpId,
                new Attributions.Filter(externalUserId, liveCodeId == null ? null : new LiveCodeId(liveCodeId)),
                after == null ? null : new AttributionId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, attribution -> Cursor.at(attribution.id())).map(AttributionView::of);
    }

    /** With every touch, the oldest first. */
    @GetMapping("/{id}")
    AttributionDetailView get(@PathVariable CorpId corpId, @PathVariable long id) {
        Attribution attribution =
                attributions.find(corpId, new AttributionId(id)).orElseThrow(() -> NotFound.of("attribution"));
        List<TouchView> touches = attributions.touches(attribution.id()).stream()
                .sorted(Touch.IN_ORDER)
                .map(TouchView::of)
                .toList();
        return new AttributionDetailView(AttributionView.of(attribution), touches);
    }

    /**
     * @param firstTouch never changes; absent while the contact is only half added
     * @param lastTouch the latest add
     * @param lostAt the loss that is charged to the first touch
     */
    record AttributionView(
            String id,
            UserId userId,
            ExternalUserId externalUserId,
            History.Relation relation,
            @Nullable Instant relationAt,
            @Nullable ArrivalView firstTouch,
            @Nullable ArrivalView lastTouch,
            @Nullable Instant lostAt) {
        static AttributionView of(Attribution attribution) {
            return new AttributionView(
                    attribution.id().toString(),
                    attribution.pair().userId(),
                    attribution.pair().externalUserId(),
                    attribution.relation(),
                    attribution.relationAt(),
                    ArrivalView.of(attribution.first()),
                    ArrivalView.of(attribution.last()),
                    attribution.lostAt());
        }
    }

    record AttributionDetailView(AttributionView attribution, List<TouchView> touches) {}

    /**
     * @param liveCodeId absent: the contact came without a live code of ours
     * @param liveCodeVersion which of its versions was scanned
     */
    record ArrivalView(
            Instant at,
            @Nullable State state,
            @Nullable String liveCodeId,
            @Nullable Integer liveCodeVersion,
            @Nullable String channelId) {
        static @Nullable ArrivalView of(Attribution.@Nullable Arrival arrival) {
            if (arrival == null) {
                return null;
            }
            Source source = arrival.source();
            return new ArrivalView(
                    arrival.at(),
                    arrival.state(),
                    source == null ? null : source.liveCodeId().toString(),
                    source == null ? null : source.version(),
                    source == null ? null : source.channelId().toString());
        }
    }

    /** @param eventId the evidence: the event that told it */
    record TouchView(
            EventId eventId,
            Touch.Kind kind,
            Instant at,
            @Nullable State state,
            @Nullable String liveCodeId,
            @Nullable Integer liveCodeVersion,
            @Nullable String channelId) {
        static TouchView of(Touch touch) {
            Source source = touch.source();
            return new TouchView(
                    touch.eventId(),
                    touch.kind(),
                    touch.at(),
                    touch.state(),
                    source == null ? null : source.liveCodeId().toString(),
                    source == null ? null : source.version(),
                    source == null ? null : source.channelId().toString());
        }
    }
}
