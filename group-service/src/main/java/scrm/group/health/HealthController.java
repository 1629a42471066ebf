package scrm.group.health;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.health.Health.Part;
import scrm.group.health.Healths.Known;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.problem.Languages;

/** How well a group is, and why. */
@RestController
@RequestMapping("/v1/corps/{corpId}/group-chats/{chatId}/health")
class HealthController {
    private static final int LONGEST_MUTE_DAYS = 365;

    private final Healths healths;
    private final MuteAlerts muteAlerts;
    private final Clock clock;

    HealthController(Healths healths, MuteAlerts muteAlerts, Clock clock) {
        this.healths = healths;
        this.muteAlerts = muteAlerts;
        this.clock = clock;
    }

    /** A group's health with all that it is made of; 404 until the group was looked at for the first time. */
    @GetMapping
    HealthView find(
            @PathVariable CorpId corpId,
            @PathVariable ChatId chatId,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage) {
        Definitions definitions = new Definitions(Languages.preferred(acceptLanguage));
        return healths.find(corpId, chatId)
                .filter(known -> known.evaluatedAt() != null)
                .map(known -> HealthView.of(chatId, known, definitions))
                .orElseThrow(() -> NotFound.of("health"));
    }

    /** Opens and raises no alerts of a group until a time, a year from now at most. */
    @PutMapping("/mute")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void mute(@PathVariable CorpId corpId, @PathVariable ChatId chatId, @Valid @RequestBody MuteRequest request) {
        Instant now = clock.instant();
        if (!request.until().isAfter(now)) {
            throw InvalidRequest.field("until", "past");
        }
        Instant latest = now.plus(Duration.ofDays(LONGEST_MUTE_DAYS));
        if (request.until().isAfter(latest)) {
            throw InvalidRequest.field("until", "out_of_range", now, latest);
        }
        muteAlerts.until(corpId, chatId, request.until());
    }

    /** Opens and raises alerts of a group again. */
    @DeleteMapping("/mute")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unmute(@PathVariable CorpId corpId, @PathVariable ChatId chatId) {
        muteAlerts.until(corpId, chatId, null);
    }

    /** @param until when alerts begin again */
    record MuteRequest(@NotNull Instant until) {}

    /**
     * A group's health.
     *
     * @param score 0 to 100, the points of all components; absent if too little is known
     * @param band {@code HEALTHY}, {@code WEAKENING} or {@code CRITICAL}
     * @param kind of the group, by which it is judged; absent: as any
     * @param day of the corp's calendar for which it stands; weeks end the day before
     * @param components what it is made of
     * @param signs what speaks for the group's death now
     * @param mutedUntil no alerts are opened until then
     */
    record HealthView(
            ChatId chatId,
            @Nullable Integer score,
            @Nullable String band,
            @Nullable String kind,
            @Nullable LocalDate day,
            @Nullable Instant evaluatedAt,
            List<ComponentView> components,
            List<SignView> signs,
            @Nullable Instant mutedUntil) {
        static HealthView of(ChatId chatId, Known known, Definitions definitions) {
            return new HealthView(
                    chatId,
                    known.score(),
                    known.band(),
                    known.kind(),
                    known.day(),
                    known.evaluatedAt(),
                    known.parts().stream()
                            .map(part -> ComponentView.of(part, definitions))
                            .toList(),
                    SignView.all(known.signs(), definitions),
                    known.mutedUntil());
        }
    }

    /**
     * A part of health.
     *
     * @param component which
     * @param definition what its figure is
     * @param weight among all components
     * @param known false: its weight is shared out among the others
     * @param figure absent if it is unknown
     * @param shared true: the figure is of all groups of the owner, for WeCom tells it of no single one
     * @param points that it gives
     * @param outOf points that it could give
     */
    record ComponentView(
            String component,
            String definition,
            int weight,
            boolean known,
            @Nullable Double figure,
            boolean shared,
            double points,
            double outOf) {
        static ComponentView of(Part part, Definitions definitions) {
            String name = part.component().name();
            return new ComponentView(
                    name,
                    definitions.of("component", name),
                    part.weight(),
                    part.figure() != null,
                    part.figure() == null ? null : rounded(part.figure(), 10_000),
                    part.shared(),
                    rounded(part.points(), 10),
                    rounded(part.outOf(), 10));
        }
    }

    /**
     * Something that speaks for a group's death.
     *
     * @param reason a code: {@code NO_JOINS}, {@code QUITS_RISE}, {@code SILENCE}, {@code SHRINKING} or
     *     {@code QUIT_BURST}
     * @param definition what it means and what its figures are
     * @param figure what it is now
     * @param usual what it was before
     */
    record SignView(String reason, String definition, double figure, double usual) {
        static List<SignView> all(List<Sign> signs, Definitions definitions) {
            return signs.stream()
                    .map(sign -> new SignView(
                            sign.code().name(),
                            definitions.of("sign", sign.code().name()),
                            rounded(sign.figure(), 100),
                            rounded(sign.usual(), 100)))
                    .toList();
        }
    }

    private static double rounded(double value, int parts) {
        return (double) Math.round(value * parts) / parts;
    }

    /** What figures mean, in a language. */
    record Definitions(Locale language) {
        private static final String TEXTS = "scrm.group.health.definitions";

        String of(String what, String name) {
            return ResourceBundle.getBundle(
                            TEXTS,
                            language,
                            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                    .getString(what + "." + name);
        }
    }
}
