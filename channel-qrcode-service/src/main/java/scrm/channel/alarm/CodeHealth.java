package scrm.channel.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a code is doing, by those who came by it.
 *
 * @param adds in the {@link #SPAN} up to the latest of them: the silence since then is no part of their rhythm
 * @param lastAdd the latest of them, whenever that was
 * @param addsOfWeek in the seven days before now
 * @param lossesOfDay how many of its contacts were lost in the day before now
 */
record CodeHealth(long adds, @Nullable Instant lastAdd, long addsOfWeek, long lossesOfDay) {
    /** How much of the past tells a rhythm. */
    static final Duration SPAN = Duration.ofDays(28);

    /** Fewer adds tell no rhythm. */
    static final int RHYTHM = 10;

    /** Fewer losses are no burst. */
    static final int BURST = 5;

    private static final Duration DAY = Duration.ofDays(1);

    private static final Duration NEWS = Duration.ofDays(90);

    /** A silence this many times longer than the usual gap is no chance: by chance one in 150 is (e to the minus 5). */
    private static final int GAPS = 5;

    /**
     * Why people seem not to come any more; null if they do, never came often enough to tell, or have not come for so
     * long that it is no news.
     */
    @Nullable
    String addsStopped(Instant now) {
        if (adds < RHYTHM || lastAdd == null) {
            return null;
        }
        Duration silence = Duration.between(lastAdd, now);
        return silence.compareTo(patience()) > 0 && silence.compareTo(NEWS) < 0
                ? String.format(
                        Locale.ROOT,
                        "no add for %d hours; before that %d in %d days",
                        silence.toHours(),
                        adds,
                        SPAN.toDays())
                : null;
    }

    /** Why too many seem to leave; null if they do not. */
    @Nullable
    String lossesBurst() {
        return lossesOfDay >= BURST && 2 * lossesOfDay >= addsOfWeek
                ? String.format(Locale.ROOT, "%d lost within a day; %d added within a week", lossesOfDay, addsOfWeek)
                : null;
    }

    /** When to look again: soon while something is wrong or may get worse. */
    Duration lookAgainAfter(Instant now) {
        return lossesOfDay > 0 || addsStopped(now) != null ? Duration.ofHours(1) : Duration.ofHours(6);
    }

    private Duration patience() {
        Duration silence = SPAN.dividedBy(adds).multipliedBy(GAPS);
        return silence.compareTo(DAY) < 0 ? DAY : silence;
    }
}
