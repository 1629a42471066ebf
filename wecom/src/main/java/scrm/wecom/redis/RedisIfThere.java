package scrm.wecom.redis;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Asks Redis, or says that it is away. After a failure it is not asked for a second, then by one caller alone: a Redis
 * that hangs costs one command timeout a second in the whole process, not one per call.
 */
public final class RedisIfThere {
    private static final Logger log = LoggerFactory.getLogger(RedisIfThere.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final StringRedisTemplate redis;
    private final String prefix;
    /** While Redis is away: when to ask again, by {@link System#nanoTime()}. */
    private final AtomicLong askAgainAt = new AtomicLong();

    private volatile boolean away;

    /** @param prefix goes before every key that {@link #key} makes */
    public RedisIfThere(StringRedisTemplate redis, String prefix) {
        this.redis = redis;
        this.prefix = prefix;
    }

    /** A key under our prefix. */
    public String key(String name) {
        return prefix + "wecom:" + name;
    }

    /**
     * Asks Redis.
     *
     * @param question must not give null
     * @return empty when Redis is away
     */
    public <T> Optional<T> ask(Function<StringRedisTemplate, T> question) {
        if (away && !mayProbe()) {
            return Optional.empty();
        }
        try {
            T answer = question.apply(redis);
            if (away) {
                away = false;
                log.info("Redis is back");
            }
            return Optional.of(answer);
        } catch (RuntimeException e) {
            // A command that was cut short by an interrupt says nothing about Redis.
            if (!Thread.currentThread().isInterrupted()) {
                askAgainAt.set(System.nanoTime() + PAUSE_NANOS);
                if (!away) {
                    away = true;
                    log.warn("Redis is away ({}): quota by local shares, tokens per process", root(e).toString());
                }
            }
            return Optional.empty();
        }
    }

    /** Whether Redis did not answer when it was last asked. */
    public boolean away() {
        return away;
    }

    private static Throwable root(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : root(cause);
    }

    private boolean mayProbe() {
        long due = askAgainAt.get();
        long now = System.nanoTime();
        return now - due >= 0 && askAgainAt.compareAndSet(due, now + PAUSE_NANOS);
    }
}
