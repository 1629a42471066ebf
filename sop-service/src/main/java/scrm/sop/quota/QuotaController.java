package scrm.sop.quota;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.Id;
import scrm.rest.ChangesNothing;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.sop.quota.Cap.Window;
import scrm.sop.quota.Judge.Count;
import scrm.sop.quota.Preflight.Forecast;
import scrm.sop.quota.QuotaSettingsRequest.CapFields;
import scrm.sop.quota.QuotaSettingsRequest.QuietHoursFields;
import scrm.sop.quota.Rulesets.Version;
import scrm.sop.quota.Uses.Use;

/** What receivers have got and may get yet, and by which rules. */
@RestController
@RequestMapping("/v1/corps/{corpId}/quotas")
class QuotaController {
    private static final int MOST_ASKED = 10_000;

    private final Rulesets rulesets;
    private final KeepRuleset keepRuleset;
    private final Judges judges;
    private final Uses uses;
    private final Preflight preflight;
    private final Clock clock;

    QuotaController(
            Rulesets rulesets, KeepRuleset keepRuleset, Judges judges, Uses uses, Preflight preflight, Clock clock) {
        this.rulesets = rulesets;
        this.keepRuleset = keepRuleset;
        this.judges = judges;
        this.uses = uses;
        this.preflight = preflight;
        this.clock = clock;
    }

    /** The rules; as long as nobody has chosen any, WeCom's published limits as version 0. */
    @GetMapping("/settings")
    ResponseEntity<QuotaSettingsView> settings(@PathVariable CorpId corpId) {
        Version version = rulesets.find(corpId).orElse(Version.NONE);
        return ETag.ok(version.version(), QuotaSettingsView.of(version.ruleset()));
    }

    /** Replaces the rules; they hold at once, also for what receivers have got already. */
    @PutMapping("/settings")
    ResponseEntity<QuotaSettingsView> choose(
            @PathVariable CorpId corpId, IfMatch ifMatch, @Valid @RequestBody QuotaSettingsRequest request) {
        Version version = keepRuleset.replace(corpId, ifMatch, request.ruleset());
        return ETag.ok(version.version(), QuotaSettingsView.of(version.ruleset()));
    }

    /**
     * How one receiver stands at this moment.
     *
     * @param receiver an external_userid, a chat_id or a userid
     * @param kind absent: a contact
     */
    @GetMapping
    QuotaView get(
            @PathVariable CorpId corpId, @RequestParam String receiver, @RequestParam Receiver.@Nullable Kind kind) {
        Receiver.Kind of = kind == null ? Receiver.Kind.CONTACT : kind;
        Instant now = clock.instant();
        Judge judge = judges.of(corpId);
        List<Use> own = uses.of(corpId, of, List.of(receiver)).getOrDefault(receiver, List.of());
        Instant free = judge.full(of, own, now).map(Count::freeAt).orElse(now);
        Instant quietUntil = judge.quietUntil(now).orElse(null);
        return new QuotaView(
                receiver,
                of,
                quietUntil,
                judge.quietUntil(free).orElse(free),
                judge.counts(of, own, now).stream().map(QuotaCountView::of).toList());
    }

    /** Tells what a message to these receivers would meet, without counting it. */
    @PostMapping("/preflight")
    @ChangesNothing
    PreflightView preflight(@PathVariable CorpId corpId, @Valid @RequestBody PreflightRequest request) {
        Instant at = request.at() == null ? clock.instant() : request.at();
        Set<String> ids = request.ids();
        return PreflightView.of(at, ids.size(), preflight.of(corpId, request.kind(), ids, at));
    }

    /** What a corp keeps to. */
    record QuotaSettingsView(
            CapFields weCom,
            List<CapFields> contacts,
            List<CapFields> groups,
            List<CapFields> members,
            @Nullable QuietHoursFields quietHours,
            OverflowFields overflow,
            int momentsPerMinute,
            int momentsPerMonth) {
        static QuotaSettingsView of(Ruleset ruleset) {
            QuietHours quiet = ruleset.quietHours();
            return new QuotaSettingsView(
                    CapFields.of(ruleset.weCom()),
                    ruleset.contacts().stream().map(CapFields::of).toList(),
                    ruleset.groups().stream().map(CapFields::of).toList(),
                    ruleset.members().stream().map(CapFields::of).toList(),
                    quiet == null ? null : new QuietHoursFields(quiet.from(), quiet.to()),
                    OverflowFields.of(ruleset.overflow()),
                    ruleset.momentsPerMinute(),
                    ruleset.momentsPerMonth());
        }
    }

    /**
     * How a receiver stands.
     *
     * @param quietUntil null: it is not in quiet hours
     * @param mayReceiveAt when something may be handed over to it at the earliest; this moment if it may now
     */
    record QuotaView(
            String receiver,
            Receiver.Kind kind,
            @Nullable Instant quietUntil,
            Instant mayReceiveAt,
            List<QuotaCountView> caps) {}

    /**
     * How a receiver stands against one cap.
     *
     * @param rule {@code WECOM_LIMIT} or {@code OWN_LIMIT}
     * @param sent what it got in the window
     * @param open what is handed over and not confirmed
     * @param until when the window ends
     */
    record QuotaCountView(
            Decision.Reason rule, Window window, int most, int sent, int open, int left, Instant from, Instant until) {
        static QuotaCountView of(Count count) {
            return new QuotaCountView(
                    count.rule(),
                    count.window(),
                    count.most(),
                    count.sent(),
                    count.open(),
                    count.left(),
                    count.span().from(),
                    count.span().until());
        }
    }

    /**
     * Whom a message would go to: contacts or groups, 10000 at most.
     *
     * @param at when it would be handed over; absent: now
     */
    record PreflightRequest(
            @Nullable List<@NotNull ExternalUserId> externalUserIds,
            @Nullable List<@NotNull ChatId> chatIds,
            @Nullable Instant at) {
        Receiver.Kind kind() {
            return chatIds == null ? Receiver.Kind.CONTACT : Receiver.Kind.GROUP;
        }

        /** @throws InvalidRequest if they are none, too many, or of both kinds */
        Set<String> ids() {
            if (externalUserIds != null && chatIds != null) {
                throw InvalidRequest.field("chatIds", "contacts_or_groups");
            }
            String field = chatIds == null ? "externalUserIds" : "chatIds";
            List<Id> ids = new ArrayList<>();
            ids.addAll(externalUserIds == null ? List.of() : externalUserIds);
            ids.addAll(chatIds == null ? List.of() : chatIds);
            if (ids.isEmpty()) {
                throw InvalidRequest.field(field, "required");
            }
            if (ids.size() > MOST_ASKED) {
                throw InvalidRequest.field(field, "too_many", MOST_ASKED);
            }
            Set<String> each = new HashSet<>();
            ids.forEach(id -> each.add(id.value()));
            return each;
        }
    }

    /**
     * What a message would meet.
     *
     * @param asked how many receivers, each once
     * @param willReach those who would get it, after quiet hours if there are any
     * @param blocked those who would not
     * @param quiet those of {@code willReach} who would wait for quiet hours to end
     */
    record PreflightView(
            Instant at,
            long asked,
            long willReach,
            BlockedView blocked,
            long quiet,
            @Nullable Instant quietUntil) {
        static PreflightView of(Instant at, long asked, Forecast forecast) {
            return new PreflightView(
                    at,
                    asked,
                    forecast.willReach(),
                    new BlockedView(forecast.blockedByWeCom(), forecast.blockedByOwnCaps()),
                    forecast.quiet(),
                    forecast.quietUntil());
        }
    }

    /** By whose caps. */
    record BlockedView(long weCom, long own) {}
}
