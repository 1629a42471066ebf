package scrm.wecom.token;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import scrm.wecom.Corps;

/** Looks through the tokens now and then for those that nobody's call has refreshed. */
final class TokenRefresher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TokenRefresher.class);
    private static final Duration EVERY = Duration.ofSeconds(20);

    /** Not a bean: Spring would take it for the scheduler of all {@code @Scheduled} methods. */
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("wecom-token-refresher").daemon().factory());

    private final Tokens tokens;
    private final Corps corps;

    TokenRefresher(Tokens tokens, Corps corps) {
        this.tokens = tokens;
        this.corps = corps;
        var _ = executor.scheduleWithFixedDelay(
                this::refresh, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refresh() {
        try {
            tokens.refreshDue(corps);
        } catch (RuntimeException e) {
            log.warn("Tokens were not looked through", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
