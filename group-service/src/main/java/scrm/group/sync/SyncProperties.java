package scrm.group.sync;

import java.time.Duration;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When groups are compared with WeCom's by themselves.
 *
 * @param dailyAt at this time of the corp's day; absent: never
 * @param trust how long a reading is believed: what was read before is read again
 */
@ConfigurationProperties("scrm.group.sync")
record SyncProperties(
        @Nullable LocalTime dailyAt, @DefaultValue("20h") Duration trust) {
    SyncProperties {
        if (trust.isNegative()) {
            throw new IllegalArgumentException("scrm.group.sync.trust must not be negative");
        }
    }
}
