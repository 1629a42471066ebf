package scrm.tag.growth;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.tag.growth.GrowthModel.Share;
import scrm.tag.growth.Growths.Manual;

/** Where one contact stands, and why. */
@RestController
@RequestMapping("/v1/corps/{corpId}/external-contacts/{externalUserId}/growth")
class GrowthController {
    private static final int MANUALS_SHOWN = 20;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final GrowthModels models;
    private final Growths growths;
    private final RefreshGrowth refresh;
    private final SetGrowth setGrowth;
    private final Clock clock;

    GrowthController(GrowthModels models, Growths growths, RefreshGrowth refresh, SetGrowth setGrowth, Clock clock) {
        this.models = models;
        this.growths = growths;
        this.refresh = refresh;
        this.setGrowth = setGrowth;
        this.clock = clock;
    }

    /** The level, the points of this moment by behaviour, and what people set, latest first. */
    @GetMapping
    ResponseEntity<GrowthView> get(@PathVariable CorpId corpId, @PathVariable ExternalUserId externalUserId) {
        ContactKey contact = new ContactKey(corpId, externalUserId);
        Standing standing = growths.find(contact).orElseThrow(() -> NotFound.of("growth"));
        GrowthModel model = models.find(corpId).map(GrowthModels.Version::model).orElse(GrowthModel.PROPOSED);
        List<Share> shares =
                refresh.shares(corpId, model, List.of(contact), clock.instant()).getOrDefault(contact, List.of());
        List<Manual> manuals = growths.manuals(contact, MANUALS_SHOWN);
        long version = manuals.isEmpty() ? 0 : manuals.getFirst().id();
        return ResponseEntity.ok().eTag(ETag.of(version)).body(GrowthView.of(standing, shares, manuals));
    }

    /** Puts the contact on a level until a time, whatever it does; then its points count again. */
    @PutMapping
    ResponseEntity<GrowthView> set(
            @PathVariable CorpId corpId,
            @PathVariable ExternalUserId externalUserId,
            IfMatch ifMatch,
            @Valid @RequestBody GrowthRequest request,
            Principal person) {
        Instant now = clock.instant();
        if (!request.until().isAfter(now)) {
            throw InvalidRequest.field("until", "past");
        }
        if (request.until().isAfter(now.plus(LONGEST))) {
            throw InvalidRequest.field("until", "too_far", LONGEST.toDays());
        }
        setGrowth.set(
                new ContactKey(corpId, externalUserId),
                ifMatch,
                request.level(),
                request.until(),
                request.reason().strip(),
                person.getName());
        return get(corpId, externalUserId);
    }

    /**
     * What somebody decides.
     *
     * @param until when points count again; at most 366 days from now
     * @param reason for people
     */
    record GrowthRequest(
            @NotNull Level level,
            @NotNull Instant until,
            @NotBlank @Size(max = 200) String reason) {}

    /**
     * Where a contact stands.
     *
     * @param levelledAt since when
     * @param points of this moment
     * @param manualUntil until when the level is what somebody set
     * @param fallsAt when the level is lost if nothing is done
     * @param behaviours where the points come from
     * @param setByPeople the last 20 levels that people set, latest first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GrowthView(
            Level level,
            Instant levelledAt,
            BigDecimal points,
            @Nullable Instant manualUntil,
            @Nullable Instant fallsAt,
            List<BehaviourPointsView> behaviours,
            List<ManualLevelView> setByPeople) {
        static GrowthView of(Standing standing, List<Share> shares, List<Manual> manuals) {
            boolean manual = standing.manualUntil() != null;
            return new GrowthView(
                    standing.level(),
                    standing.levelledAt(),
                    rounded(shares.stream().mapToDouble(Share::points).sum()),
                    standing.manualUntil(),
                    manual ? null : standing.dueAt(),
                    shares.stream()
                            .map(share -> new BehaviourPointsView(share.kind(), share.times(), rounded(share.points())))
                            .toList(),
                    manuals.stream().map(ManualLevelView::of).toList());
        }

        private static BigDecimal rounded(double points) {
            return BigDecimal.valueOf(points).setScale(2, RoundingMode.HALF_UP);
        }
    }

    /** What a kind of behaviour is worth at this moment. */
    record BehaviourPointsView(String kind, int times, BigDecimal points) {}

    /** A level that somebody set. */
    record ManualLevelView(Level level, String reason, String actor, Instant setAt, Instant until) {
        static ManualLevelView of(Manual manual) {
            return new ManualLevelView(manual.level(), manual.reason(), manual.actor(), manual.setAt(), manual.until());
        }
    }
}
