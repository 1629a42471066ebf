package scrm.wecom.token;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import scrm.wecom.Corp;
import scrm.wecom.WeComException;
import scrm.wecom.WeComException.Kind;

/** One corp's token in this process. */
final class CorpToken {
    private static final Logger log = LoggerFactory.getLogger(CorpToken.class);
    /** Longer than a gettoken may take with all its retries. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofMillis(25);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** For how long we believe WeCom that the token it just called invalid is its current one after all. */
    private static final Duration UNHELPFUL = Duration.ofSeconds(2);

    private final Corp corp;
    private final SharedTokens shared;
    private final TokenSource source;
    private final Clock clock;
    private final MeterRegistry meters;
    private final String owner = UUID.randomUUID().toString();
    private final ReentrantLock fetching = new ReentrantLock();
    private final AtomicBoolean refreshing = new AtomicBoolean();

    private volatile @Nullable Token token;
    private volatile @Nullable Failure failure;
    /** Until then asking again for a token that was called invalid is known to give the same one. */
    private volatile Instant unhelpfulUntil = Instant.MIN;

    CorpToken(Corp corp, SharedTokens shared, TokenSource source, Clock clock, MeterRegistry meters) {
        this.corp = corp;
        this.shared = shared;
        this.source = source;
        this.clock = clock;
        this.meters = meters;
    }

    Token current() {
        Token known = token;
        Instant now = clock.instant();
        if (known != null && known.usableAt(now)) {
            if (known.dueAt(now)) {
                refreshInBackground();
            }
            return known;
        }
        return renew(null);
    }

    Token replace(Token failed) {
        return renew(failed);
    }

    void refreshIfDue() {
        Token known = token;
        if (known != null && known.dueAt(clock.instant())) {
            refreshInBackground();
        }
    }

    private Token renew(@Nullable Token failed) {
        fetching.lock();
        try {
            Token known = token;
            if (known != null && helps(known, failed)) {
                return known;
            }
            if (known != null && clock.instant().isBefore(unhelpfulUntil)) {
                return known;
            }
            failFast();
            return findOrFetch(failed);
        } finally {
            fetching.unlock();
        }
    }

    private Token findOrFetch(@Nullable Token failed) {
        long giveUpAt = System.nanoTime() + LEASE.toNanos();
        while (true) {
            Token found = shared.find(corp);
            if (found != null && helps(found, failed)) {
                return adopt(found);
            }
            switch (shared.tryLock(corp, owner, LEASE)) {
                case OURS -> {
                    return fetchUnderLock(failed);
                }
                case AWAY -> {
                    return fetch(failed);
                }
                case THEIRS -> pause(giveUpAt);
            }
        }
    }

    private Token fetchUnderLock(@Nullable Token failed) {
        try {
            // Another process may have published between our look and our lock.
            Token found = shared.find(corp);
            if (found != null && helps(found, failed)) {
                return adopt(found);
            }
            return fetch(failed);
        } finally {
            shared.unlock(corp, owner);
        }
    }

    private Token fetch(@Nullable Token failed) {
        try {
            Token fetched = source.fetch(corp);
            meters.counter("wecom.token.fetches", "outcome", "ok").increment();
            if (failed != null && failed.value().equals(fetched.value())) {
                unhelpfulUntil = clock.instant().plus(UNHELPFUL);
            }
            shared.publish(corp, fetched, owner);
            return adopt(fetched);
        } catch (WeComException e) {
            meters.counter("wecom.token.fetches", "outcome", "failed").increment();
            failure = Failure.after(failure, e, clock.instant());
            throw e;
        }
    }

    private Token adopt(Token found) {
        failure = null;
        token = found;
        return found;
    }

    /** The readers' token stays as it is until there is a new one, however long that takes or fails. */
    private void refreshInBackground() {
        Failure failed = failure;
        if ((failed != null && clock.instant().isBefore(failed.until)) || !refreshing.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual().name("wecom-token-" + corp.corpId()).start(() -> {
            try {
                refresh();
            } catch (RuntimeException e) {
                log.warn("The token of {} was not refreshed ahead of its end: {}", corp.corpId(), e.getMessage());
            } finally {
                refreshing.set(false);
            }
        });
    }

    private void refresh() {
        Token found = shared.find(corp);
        Instant now = clock.instant();
        if (found != null && found.usableAt(now) && !found.dueAt(now)) {
            adopt(found);
            return;
        }
        switch (shared.tryLock(corp, owner, LEASE)) {
            case OURS -> {
                try {
                    fetch(null);
                } finally {
                    shared.unlock(corp, owner);
                }
            }
            case AWAY -> fetch(null);
            case THEIRS -> {
                // Theirs will be found in Redis by the next reader who thinks that ours is due.
            }
        }
    }

    private boolean helps(Token candidate, @Nullable Token failed) {
        return candidate.usableAt(clock.instant())
                && (failed == null || !candidate.value().equals(failed.value()));
    }

    /** Whoever comes during the pause after a failure gets that failure: a gettoken storm gets the IP banned. */
    private void failFast() {
        Failure failed = failure;
        if (failed == null) {
            return;
        }
        Duration left = Duration.between(clock.instant(), failed.until);
        if (left.isPositive()) {
            WeComException e = failed.cause;
            throw new WeComException(e.kind(), e.errcode(), String.valueOf(e.getMessage()), left, null);
        }
    }

    private void pause(long giveUpAt) {
        if (System.nanoTime() - giveUpAt >= 0) {
            throw new WeComException(
                    Kind.RETRYABLE,
                    WeComException.NO_ERRCODE,
                    "another process has been fetching the token of " + corp.corpId() + " for too long",
                    null,
                    null);
        }
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WeComException(
                    Kind.RETRYABLE, WeComException.NO_ERRCODE, "interrupted while waiting for a token", null, e);
        }
    }

    /** @param until until when WeCom is not asked again */
    private record Failure(WeComException cause, Duration pause, Instant until) {
        static Failure after(@Nullable Failure before, WeComException cause, Instant now) {
            Duration pause = before == null ? FIRST_PAUSE : before.pause.multipliedBy(2);
            if (pause.compareTo(LONGEST_PAUSE) > 0) {
                pause = LONGEST_PAUSE;
            }
            Duration asked = cause.retryAfter();
            return new Failure(cause, pause, now.plus(asked.compareTo(pause) > 0 ? asked : pause));
        }
    }
}
