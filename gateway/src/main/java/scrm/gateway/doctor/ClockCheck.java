package scrm.gateway.doctor;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Our clock beside WeCom's, whose callbacks and codes are judged by it. */
final class ClockCheck implements Check {
    /** Of the five minutes in which a callback counts, WeCom's own retries take some. */
    private static final Duration MOST = Duration.ofMinutes(2);

    private static final Duration NOTABLE = Duration.ofSeconds(5);

    private final Clock clock;
    private final Http http;
    private final URI wecom;

    ClockCheck(Clock clock, Http http, URI wecom) {
        this.clock = clock;
        this.http = http;
        this.wecom = wecom;
    }

    @Override
    public String name() {
        return "clock-wecom";
    }

    @Override
    public List<Finding> look() {
        String date = http.ask("HEAD", wecom.resolve("/"))
                .headers()
                .firstValue("Date")
                .orElseThrow(() -> new IllegalStateException("no Date"));
        Instant theirs =
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        return List.of(compare(name(), clock.instant(), theirs));
    }

    static Finding compare(String check, Instant ours, Instant theirs) {
        Duration ahead = Duration.between(theirs, ours);
        String seen = "ours is %d s ahead".formatted(ahead.toSeconds());
        if (ahead.abs().compareTo(MOST) > 0) {
            return Finding.fail(check, seen);
        }
        return ahead.abs().compareTo(NOTABLE) > 0 ? Finding.warn(check, seen) : Finding.ok(check, seen);
    }
}
