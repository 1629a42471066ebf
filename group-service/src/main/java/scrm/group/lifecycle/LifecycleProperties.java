package scrm.group.lifecycle;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import scrm.group.charter.Charter;

/**
 * When groups come into other phases.
 *
 * @param usual for kinds that have none of their own, and groups without a charter
 * @param kinds by the charter's kind
 * @param hold how long a phase lasts at least that a person has chosen
 */
@ConfigurationProperties("scrm.lifecycle")
record LifecycleProperties(
        @DefaultValue Thresholds usual,
        Map<Charter.Kind, Thresholds> kinds,
        @DefaultValue("7d") Duration hold) {
    LifecycleProperties {
        kinds = kinds == null ? Map.of() : Map.copyOf(kinds);
        if (hold.isNegative()) {
            throw new IllegalArgumentException("scrm.lifecycle.hold must not be negative");
        }
    }

    /**
     * For one kind.
     *
     * @param activeSize how many members make a group active, 2 or more
     * @param declinePercent by how much a group shrinks within 30 days that declines, 1 to 100
     * @param dormantAfter how long nothing happens in a group that is dormant
     * @param closeAfter how long a group is dormant until it is closed
     */
    record Thresholds(
            @DefaultValue("20") int activeSize,
            @DefaultValue("10") int declinePercent,
            @DefaultValue("30d") Duration dormantAfter,
            @DefaultValue("60d") Duration closeAfter) {
        Thresholds {
            check(activeSize >= 2, "active-size must be 2 or more");
            check(declinePercent >= 1 && declinePercent <= 100, "decline-percent must be 1 to 100");
            check(dormantAfter.isPositive(), "dormant-after must be positive");
            check(closeAfter.isPositive(), "close-after must be positive");
        }

        private static void check(boolean holds, String rule) {
            if (!holds) {
                throw new IllegalArgumentException("scrm.lifecycle: " + rule);
            }
        }
    }

    Thresholds of(Charter.@Nullable Kind kind) {
        return kind == null ? usual : Objects.requireNonNullElse(kinds.get(kind), usual);
    }
}
