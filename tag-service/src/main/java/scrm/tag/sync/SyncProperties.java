package scrm.tag.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * When contacts are synchronized by themselves.
 *
 * @param incremental how often members' lists are compared; empty: never
 * @param full how often everything is read; empty: never
 */
@ConfigurationProperties("scrm.contact-sync")
record SyncProperties(
        @Nullable Duration incremental, @Nullable Duration full) {
    SyncProperties {
        check(incremental);
        check(full);
    }

    private static void check(@Nullable Duration period) {
        if (period != null && period.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("scrm.contact-sync takes an hour or more, or nothing");
        }
    }
}
