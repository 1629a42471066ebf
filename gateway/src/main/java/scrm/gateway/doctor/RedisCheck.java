package scrm.gateway.doctor;

import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Whether Redis forgets quotas, tokens and locks when it is full. */
final class RedisCheck implements Check {
    private final StringRedisTemplate redis;

    RedisCheck(RedisConnectionFactory connections) {
        this.redis = new StringRedisTemplate(connections);
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<Finding> look() {
        // INFO, for managed servers do not give CONFIG away.
        RedisCallback<Properties> memory =
                connection -> connection.serverCommands().info("memory");
        String policy = Objects.requireNonNull(redis.execute(memory)).getProperty("maxmemory_policy", "not told");
        return List.of(Finding.that(policy.equals("noeviction"), "redis-policy", "maxmemory-policy " + policy));
    }
}
