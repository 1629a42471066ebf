package scrm.gateway.limit;

import java.util.List;
import java.util.OptionalDouble;
import org.springframework.data.redis.core.script.RedisScript;

import scrm.wecom.redis.RedisIfThere;

/** The buckets that all gateways share, by Redis's clock. A bucket that Redis forgot is full. */
final class RedisBudgets {
    /** Takes what passed somewhere already; what there is not is owed, up to one burst. Gives the level. */
    private static final RedisScript<String> TAKE = RedisScript.of("""
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local perSecond, burst, taken = ARGV[1] * 1, ARGV[2] * 1, ARGV[3] * 1
            local stored = redis.call('HMGET', KEYS[1], 'level', 'at')
            local level = burst
            if stored[1] then
              level = math.min(burst, stored[1] + math.max(0, now - stored[2]) * perSecond / 1000000)
            end
            level = math.min(burst, math.max(-burst, level - taken))
            redis.call('HSET', KEYS[1], 'level', string.format('%.6f', level), 'at', string.format('%.0f', now))
            redis.call('PEXPIRE', KEYS[1], string.format('%.0f', 2000 * burst / perSecond + 1000))
            return string.format('%.6f', level)
            """, String.class);

    private final RedisIfThere redis;

    RedisBudgets(RedisIfThere redis) {
        this.redis = redis;
    }

    /**
     * Tells what passed.
     *
     * @return the level after that; empty while Redis is away
     */
    OptionalDouble take(String bucket, Budget budget, int passed) {
        return redis.ask(template -> template.execute(
                        TAKE,
                        List.of(redis.key("limit:" + bucket)),
                        String.valueOf(budget.perSecond()),
                        String.valueOf(budget.burst()),
                        String.valueOf(passed)))
                .map(level -> OptionalDouble.of(Double.parseDouble(level)))
                .orElseGet(OptionalDouble::empty);
    }
}
