package scrm.simulator.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Callers that are locked out. WeCom bans an IP for an hour after repeated wrong secrets, without saying how many; the
 * number here is a guess.
 */
public final class IpBans {
    private static final int WRONG_SECRETS = 20;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Clock clock;
    private final Map<String, Window> wrongSecrets = new ConcurrentHashMap<>();
    private final Map<String, Instant> bannedUntil = new ConcurrentHashMap<>();

    IpBans(Clock clock) {
        this.clock = clock;
    }

    public void ban(String ip, Duration span) {
        bannedUntil.put(ip, clock.instant().plus(span));
    }

    public void lift() {
        bannedUntil.clear();
        wrongSecrets.clear();
    }

    void check(String ip) {
        Instant until = bannedUntil.get(ip);
        if (until != null && until.isAfter(clock.instant())) {
            throw new WeComError(45009, "ip is banned until " + until);
        }
    }

    void wrongSecret(String ip) {
        Window window = wrongSecrets.computeIfAbsent(ip, i -> new Window(HOUR, WRONG_SECRETS, true));
        synchronized (window) {
            window.count(clock.millis());
            if (!window.admits(clock.millis())) {
                ban(ip, HOUR);
            }
        }
    }
}
