package scrm.tag.growth;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.messaging.job.Job;
import scrm.rest.Answers;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.csv.CsvTable;
import scrm.rest.job.JobAnswers;
import scrm.rest.job.JobView;
import scrm.tag.growth.GrowthModel.KindPoints;
import scrm.tag.growth.GrowthModel.Thresholds;
import scrm.tag.growth.Growths.Moves;
import scrm.tag.growth.KeepModel.Published;

/** A corp's growth model, and how its contacts move. */
@RestController
@RequestMapping("/v1/corps/{corpId}/growth-model")
class GrowthModelController {
    private static final int MOST_DAYS = 732;

    private final GrowthModels models;
    private final Growths growths;
    private final KeepModel keepModel;
    private final JobAnswers jobs;

    GrowthModelController(GrowthModels models, Growths growths, KeepModel keepModel, JobAnswers jobs) {
        this.models = models;
        this.growths = growths;
        this.keepModel = keepModel;
        this.jobs = jobs;
    }

    /** The model; as long as there is none, a proposal of version 0 that is not in force. */
    @GetMapping
    ResponseEntity<GrowthModelView> get(@PathVariable CorpId corpId) {
        GrowthModels.Version current =
                models.find(corpId).orElseGet(() -> new GrowthModels.Version(0, GrowthModel.PROPOSED));
        return ETag.ok(current.version(), GrowthModelView.of(current, null));
    }

    /**
     * Publishes a model as the next version; 202 with a job that brings all contacts in line, if there is need of one.
     */
    @PutMapping
    @Answers({HttpStatus.OK, HttpStatus.ACCEPTED})
    ResponseEntity<GrowthModelView> publish(
            @PathVariable CorpId corpId,
            IfMatch ifMatch,
            @Valid @RequestBody GrowthModelRequest request,
            Principal person) {
        Published published = keepModel.publish(corpId, ifMatch, request.model(), person.getName());
        Job job = published.job();
        return ResponseEntity.status(job == null ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .eTag(ETag.of(published.version().version()))
                .body(GrowthModelView.of(published.version(), job == null ? null : jobs.view(job)));
    }

    /**
     * How many contacts moved between which levels in each week. As {@code text/csv} a row for each week and way.
     *
     * @param from first day, in the corp's time zone; the week that it is in is cut
     * @param to last day, at most 732 days in all
     */
    @GetMapping(
            path = "/movements",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    MovementsView movements(
            @PathVariable CorpId corpId,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
        if (from.isAfter(to)) {
            throw InvalidRequest.field("to", "ends_before_start");
        }
        if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw InvalidRequest.field("to", "too_many_days", MOST_DAYS);
        }
        return MovementsView.of(from, to, growths.moves(corpId, from, to));
    }

    /**
     * A model as a client writes it.
     *
     * @param enabled whether contacts grow
     * @param points for each kind of behaviour, each kind once; others give none
     * @param halfLifeDays after how many days points are worth half
     * @param thresholds of points for the levels above {@code C}, each lower than the one before
     * @param hysteresisPercent by how much points must be below the threshold of a level before it is lost; absent: 0
     * @param tagGroup the tag group that shows the levels by its tags S, A, B and C; absent: none does
     */
    record GrowthModelRequest(
            boolean enabled,
            @NotNull @Size(max = 50) List<@Valid KindPointsRequest> points,
            @NotNull @Positive @Max(3650) Integer halfLifeDays,
            @Valid @NotNull ThresholdsRequest thresholds,
            @Min(0) @Max(50) @Nullable Integer hysteresisPercent,
            @Size(min = 1, max = 30) @Nullable String tagGroup) {
        /** @throws InvalidRequest naming what does not go together */
        GrowthModel model() {
            Set<String> kinds = new HashSet<>();
            for (int i : IntStream.range(0, points.size()).toArray()) {
                if (!kinds.add(points.get(i).kind())) {
                    throw InvalidRequest.field("points[" + i + "].kind", "duplicate");
                }
            }
            if (thresholds.a() >= thresholds.s()) {
                throw InvalidRequest.field("thresholds.a", "not_below", "s");
            }
            if (thresholds.b() >= thresholds.a()) {
                throw InvalidRequest.field("thresholds.b", "not_below", "a");
            }
            return new GrowthModel(
                    enabled,
                    points.stream()
                            .map(one -> new KindPoints(one.kind(), one.points(), one.mostPerDay()))
                            .toList(),
                    halfLifeDays,
                    new Thresholds(thresholds.s(), thresholds.a(), thresholds.b()),
                    hysteresisPercent == null ? 0 : hysteresisPercent,
                    tagGroup);
        }
    }

    /**
     * What a kind of behaviour is worth.
     *
     * @param points for each time; below 0 if it speaks against the contact
     * @param mostPerDay points of one day, without the sign; absent: any
     */
    record KindPointsRequest(
            @NotNull @Pattern(regexp = "^[A-Z][A-Z0-9_]{0,23}$")
            String kind,

            @NotNull @Min(-10_000) @Max(10_000) Integer points,
            @Positive @Max(1_000_000) @Nullable Integer mostPerDay) {}

    /** Points from which on a contact is on a level. */
    record ThresholdsRequest(
            @NotNull @Positive @Max(1_000_000_000) Integer s,
            @NotNull @Positive Integer a,
            @NotNull @Positive Integer b) {}

    /**
     * A model.
     *
     * @param version 0: a proposal that is not in force
     * @param job brings contacts in line with it; only when it was published just now
     */
    record GrowthModelView(
            int version,
            boolean enabled,
            List<KindPointsRequest> points,
            int halfLifeDays,
            ThresholdsRequest thresholds,
            int hysteresisPercent,
            @Nullable String tagGroup,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            JobView job) {
        static GrowthModelView of(GrowthModels.Version version, @Nullable JobView job) {
            GrowthModel model = version.model();
            return new GrowthModelView(
                    version.version(),
                    model.enabled(),
                    model.points().stream()
                            .map(one -> new KindPointsRequest(one.kind(), one.points(), one.mostPerDay()))
                            .toList(),
                    model.halfLifeDays(),
                    new ThresholdsRequest(
                            model.thresholds().s(),
                            model.thresholds().a(),
                            model.thresholds().b()),
                    model.hysteresisPercent(),
                    model.tagGroup(),
                    job);
        }
    }

    /** Moves in a period. */
    record MovementsView(LocalDate from, LocalDate to, List<MovementView> rows) implements CsvTable {
        static MovementsView of(LocalDate from, LocalDate to, List<Moves> moves) {
            record Way(LocalDate week, @Nullable Level from, Level to) {}
            return new MovementsView(
                    from,
                    to,
                    moves.stream()
                            .collect(groupingBy(
                                    one -> new Way(monday(one.day()), one.from(), one.to()),
                                    summingLong(Moves::contacts)))
                            .entrySet()
                            .stream()
                            .map(way -> new MovementView(
                                    way.getKey().week(),
                                    way.getKey().from(),
                                    way.getKey().to(),
                                    way.getValue()))
                            .sorted(Comparator.comparing(MovementView::week)
                                    .thenComparing(MovementView::from, Comparator.nullsFirst(Comparator.naturalOrder()))
                                    .thenComparing(MovementView::to))
                            .toList());
        }

        private static LocalDate monday(LocalDate day) {
            return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }
    }

    /**
     * Moves of a week.
     *
     * @param week its Monday
     * @param from absent: contacts that were new
     */
    record MovementView(LocalDate week, @Nullable Level from, Level to, long contacts) {}
}
