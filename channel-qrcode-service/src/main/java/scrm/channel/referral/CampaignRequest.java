package scrm.channel.referral;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

import scrm.attachment.KeepAttachments;
import scrm.channel.channel.ChannelId;
import scrm.channel.script.WelcomeRequest;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.RowId;
import scrm.rest.Times;
import scrm.rest.webhook.WebhookRequest;

/**
 * A campaign as a client writes it; an edit replaces all of it. Channel, users and welcome count for codes that are
 * opened from then on, the other rules for adds that come from then on.
 *
 * @param channelId where the participants' codes belong
 * @param name for people; the codes bear it too
 * @param startsAt adds count from here on
 * @param endsAt and before this; 366 days later at most
 * @param users userids to whom the participants' codes lead
 * @param welcome what those are told who come by them; absent: nothing
 * @param maxDepth of the tree: with 1 only those count whom a participant brings who was not brought
 * @param stayDays for how many days of 24 hours an invitee must stay before it counts
 * @param burst what is too much at once; absent: more than 10 adds in 10 minutes
 * @param tiers what is promised
 * @param webhook where rewards and claw-backs are told
 */
record CampaignRequest(
        @NotNull @Pattern(regexp = RowId.PATTERN) String channelId,
        @NotBlank @Size(max = 50) String name,
        @NotNull Instant startsAt,
        @NotNull Instant endsAt,
        @NotNull @Size(min = 1, max = 100) List<@NotNull @Pattern(regexp = UserId.PATTERN) String> users,
        @Valid @Nullable WelcomeRequest welcome,
        @NotNull @Min(1) @Max(5) Integer maxDepth,
        @NotNull @Min(0) @Max(365) Integer stayDays,
        @Valid @Nullable BurstRequest burst,
        @NotNull @Size(min = 1, max = 20) List<@NotNull @Valid TierRequest> tiers,
        @NotNull @Valid WebhookRequest webhook) {
    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * @param adds that one participant's code may bring within the minutes; what comes above waits for a person
     * @param minutes counted back from each add
     */
    record BurstRequest(
            @NotNull @Min(1) @Max(1000) Integer adds,
            @NotNull @Min(1) @Max(1440) Integer minutes) {}

    /**
     * @param invitees how many qualified ones it takes; once in a campaign
     * @param reward what is promised
     * @param stock how many there are
     */
    record TierRequest(
            @NotNull @Min(1) @Max(10_000) Integer invitees,
            @NotBlank @Size(max = 50) String reward,
            @NotNull @Min(0) @Max(1_000_000) Integer stock) {
        Campaign.Tier tier() {
            return new Campaign.Tier(invitees, reward.strip(), stock, 0);
        }
    }

    /**
     * What is to be stored; the bytes of its welcome are kept in the running transaction.
     *
     * @throws InvalidRequest naming everything that is wrong
     */
    Campaign.Draft draft(CorpId corpId, KeepAttachments keepAttachments) {
        List<FieldProblem> problems = problems();
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        return new Campaign.Draft(
                ChannelId.of(channelId),
                name.strip(),
                startsAt,
                endsAt,
                users.stream().distinct().map(UserId::new).toList(),
                welcome == null ? null : welcome.keep(corpId, keepAttachments, users),
                maxDepth,
                stayDays,
                burst == null ? new Campaign.Burst(10, 10) : new Campaign.Burst(burst.adds(), burst.minutes()),
                tiers.stream()
                        .map(TierRequest::tier)
                        .sorted(Comparator.comparingInt(Campaign.Tier::invitees))
                        .toList());
    }

    private List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>();
        Times.problem("startsAt", startsAt).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            return problems;
        }
        if (!endsAt.isAfter(startsAt)) {
            problems.add(new FieldProblem("endsAt", "ends_before_it_starts"));
        } else if (endsAt.isAfter(startsAt.plus(LONGEST))) {
            problems.add(new FieldProblem("endsAt", "period_too_long", LONGEST.toDays()));
        }
        Set<Integer> seen = new TreeSet<>();
        for (int i = 0; i < tiers.size(); i++) {
            if (!seen.add(tiers.get(i).invitees())) {
                problems.add(new FieldProblem("tiers[" + i + "].invitees", "duplicate"));
            }
        }
        return problems;
    }
}
