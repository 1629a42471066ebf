package scrm.wecom.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.data.redis.core.script.RedisScript;

import scrm.events.CorpId;
import scrm.wecom.Lane;
import scrm.wecom.quota.Answer.Verdict;
import scrm.wecom.redis.RedisIfThere;

/** The quota that all processes share, in one Lua call by Redis's clock. */
final class RedisQuota {
    /** What all three scripts begin with. */
    private static final String STATE = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local stored = redis.call('HMGET', KEYS[1], 'minute', 'hour', 'blocked', 'ceiling', 'lowered', 'slow', 'slowed',
              'memory')
            local function state(i, default) return tonumber(stored[i] or default) end
            local function whole(number) return string.format('%.0f', number) end
            local blocked = state(3, 0)
            local function ceiling(max)
              local every = ARGV[1] * 1
              return math.min(max, state(4, max) + math.floor((now - state(5, now)) / every))
            end
            local function slowdown()
              local every = ARGV[2] * 1
              return math.max(1, state(6, 1) / 2 ^ math.floor((now - state(7, now)) / every))
            end
            """;

    private static final RedisScript<String> ACQUIRE = RedisScript.of(STATE + """
            local permit, lease, max, reserve = ARGV[3], ARGV[4] * 1, ARGV[5] * 1, ARGV[6] * 1
            local minuteStep, minuteBurst, hourStep, hourBurst = ARGV[7] * 1, ARGV[8] * 1, ARGV[9] * 1, ARGV[10] * 1
            local top, slow = ceiling(max), slowdown()
            local minute, hour, memory = math.max(now, state(1, 0)), math.max(now, state(2, 0)), stored[8]
            redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', whole(now))
            -- What the caller knows from this memory is in it; telling it again would add the time of the way here, and
            -- bring permits back that were given back meanwhile.
            if not memory or memory ~= ARGV[14] then
              if not memory then
                memory = permit
                redis.call('HSET', KEYS[1], 'memory', memory)
              end
              minute, hour = math.max(minute, now + ARGV[11]), math.max(hour, now + ARGV[12])
              blocked = math.max(blocked, now + ARGV[13])
              redis.call('HSET', KEYS[1], 'minute', whole(minute), 'hour', whole(hour), 'blocked', whole(blocked))
              redis.call('PEXPIRE', KEYS[1], 7200000)
              for i = 15, #ARGV, 2 do
                redis.call('ZADD', KEYS[2], 'NX', whole(now + ARGV[i + 1]), ARGV[i])
              end
              redis.call('PEXPIRE', KEYS[2], whole(lease / 1000 + 1000))
            end
            local verdict, wait = 'GRANTED', 0
            if blocked > now then
              verdict, wait = 'BLOCKED', blocked - now
            elseif redis.call('ZCARD', KEYS[2]) >= math.max(1, top - reserve) then
              verdict, wait = 'CROWDED', 10000
            else
              minuteStep, hourStep = minuteStep * slow, hourStep * slow
              wait = math.max(
                minute + minuteStep - now - math.max(minuteStep, minuteBurst),
                hour + hourStep - now - math.max(hourStep, hourBurst))
              if wait > 0 then
                verdict, wait = 'PACED', math.ceil(wait)
              else
                wait = 0
                minute, hour = minute + minuteStep, hour + hourStep
                redis.call('HSET', KEYS[1], 'minute', whole(minute), 'hour', whole(hour))
                redis.call('PEXPIRE', KEYS[1], 7200000)
                redis.call('ZADD', KEYS[2], whole(now + lease), permit)
                redis.call('PEXPIRE', KEYS[2], whole(lease / 1000 + 1000))
              end
            end
            return table.concat({verdict, whole(wait), whole(minute - now), whole(hour - now),
              whole(math.max(0, blocked - now)), whole(top), slow, memory}, ' ')
            """, String.class);

    private static final RedisScript<Long> BLOCK = RedisScript.of(STATE + """
            if blocked <= now then
              redis.call('HSET', KEYS[1], 'slow', math.min(ARGV[4] * 1, slowdown() * 2), 'slowed', whole(now))
            end
            redis.call('HSET', KEYS[1], 'blocked', whole(math.max(blocked, now + ARGV[3])))
            redis.call('PEXPIRE', KEYS[1], 7200000)
            return 1
            """, Long.class);

    private static final RedisScript<Long> LOWER = RedisScript.of(STATE + """
            local max = ARGV[3] * 1
            local top = ceiling(max)
            if now - ARGV[4] >= state(5, 0) then
              redis.call('HSET', KEYS[1], 'ceiling', whole(math.max(1, math.floor(top / 2))), 'lowered', whole(now))
              redis.call('PEXPIRE', KEYS[1], 7200000)
            end
            return 1
            """, Long.class);

    private static final String RECOVER_CEILING = micros(Meter.RECOVER_CEILING_EVERY);
    private static final String RECOVER_PACE = micros(Meter.RECOVER_PACE_EVERY);

    private final RedisIfThere redis;
    private final String lease;

    RedisQuota(RedisIfThere redis, Duration lease) {
        this.redis = redis;
        this.lease = micros(lease);
    }

    /**
     * @param known counts only if it does not come from what Redis remembers now
     * @return empty when Redis is away
     */
    Optional<Answer> acquire(
            CorpId corpId, String api, Lane lane, Limits limits, String permit, Meter.Knowledge known) {
        List<String> arguments = new ArrayList<>(List.of(
                RECOVER_CEILING,
                RECOVER_PACE,
                permit,
                lease,
                Integer.toString(limits.concurrency()),
                Integer.toString(limits.reserve(lane)),
                Double.toString(limits.minute().step()),
                Double.toString(limits.minute().burst(lane)),
                Double.toString(limits.hour().step()),
                Double.toString(limits.hour().burst(lane)),
                Long.toString(known.minuteLag()),
                Long.toString(known.hourLag()),
                Long.toString(known.blockedMicros()),
                known.memory()));
        known.leases().forEach((held, left) -> {
            arguments.add(held);
            arguments.add(Long.toString(left));
        });
        return redis.ask(r -> parse(r.execute(ACQUIRE, keys(corpId, api), arguments.toArray())));
    }

    void release(CorpId corpId, String api, String permit) {
        redis.ask(r -> r.opsForZSet().remove(keys(corpId, api).get(1), permit));
    }

    void block(CorpId corpId, String api, Duration duration) {
        redis.ask(r -> r.execute(
                BLOCK,
                keys(corpId, api),
                RECOVER_CEILING,
                RECOVER_PACE,
                micros(duration),
                Double.toString(Meter.MOST_SLOWDOWN)));
    }

    /** @param ago how long ago, in microseconds, the call was let pass that was refused */
    void lower(CorpId corpId, String api, Limits limits, long ago) {
        redis.ask(r -> r.execute(
                LOWER,
                keys(corpId, api),
                RECOVER_CEILING,
                RECOVER_PACE,
                Integer.toString(limits.concurrency()),
                Long.toString(ago)));
    }

    /** Both keys share a hash tag, so that the scripts run on a cluster as well. */
    private List<String> keys(CorpId corpId, String api) {
        String tag = "{" + corpId + ":" + api + "}";
        return List.of(redis.key("quota:" + tag), redis.key("permits:" + tag));
    }

    private static Answer parse(String reply) {
        String[] parts = reply.split(" ");
        return new Answer(
                Verdict.valueOf(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Integer.parseInt(parts[5]),
                Double.parseDouble(parts[6]),
                parts[7]);
    }

    private static String micros(Duration duration) {
        return Long.toString(duration.toNanos() / 1000);
    }
}
