package scrm.group.tier;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What makes a member what tier. Acts are messages that were told by member, clicks and answers.
 *
 * @param leaderActs acts in 30 days that make a leader
 * @param leaderInvites members invited in 30 days that make one
 * @param activeDays whoever acted within these is active
 * @param riskDays whoever acted within these but not within {@code activeDays} is at risk
 * @param newDays whoever joined within these has time to begin
 */
@Validated
@ConfigurationProperties("scrm.tier")
record TierProperties(
        @DefaultValue("30") @Min(1) int leaderActs,
        @DefaultValue("3") @Min(1) int leaderInvites,
        @DefaultValue("14") @Min(1) @Max(60) int activeDays,
        @DefaultValue("60") @Min(1) @Max(90) int riskDays,
        @DefaultValue("7") @Min(0) @Max(60) int newDays) {
    TierProperties {
        if (riskDays <= activeDays) {
            throw new IllegalArgumentException("scrm.tier.risk-days must be more than active-days");
        }
    }
}
