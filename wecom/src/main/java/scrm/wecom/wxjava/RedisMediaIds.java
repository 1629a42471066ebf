package scrm.wecom.wxjava;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

import scrm.wecom.redis.RedisIfThere;

/** Media ids in Redis: {@code uploadedAt mediaId}, in epoch seconds. */
final class RedisMediaIds implements MediaIds {
    private final RedisIfThere redis;

    RedisMediaIds(RedisIfThere redis) {
        this.redis = redis;
    }

    @Override
    public @Nullable MediaId find(Content content) {
        return redis.ask(r -> {
                    String stored = r.opsForValue().get(key(content.use(), content));
                    return stored == null ? "" : stored;
                })
                .map(RedisMediaIds::parse)
                .orElse(null);
    }

    @Override
    public void put(Content content, MediaId mediaId, Duration life) {
        String stored = mediaId.uploadedAt().getEpochSecond() + " " + mediaId.value();
        redis.ask(r -> {
            r.opsForValue().set(key(content.use(), content), stored, life);
            return stored;
        });
    }

    @Override
    public Turn tryLock(Content content, Duration lease) {
        return redis.ask(r -> r.opsForValue().setIfAbsent(key(content.use() + "-lock", content), "", lease))
                .map(locked -> locked ? Turn.OURS : Turn.THEIRS)
                .orElse(Turn.AWAY);
    }

    /** Should the lease have ended before, somebody else's lock goes: the worst of it is a copy too many. */
    @Override
    public void unlock(Content content) {
        redis.ask(r -> r.delete(key(content.use() + "-lock", content)));
    }

    private String key(String name, Content content) {
        return redis.key("%s:%s:%s:%s"
                .formatted(name, content.corpId(), content.type().name().toLowerCase(Locale.ROOT), content.sha256()));
    }

    private static @Nullable MediaId parse(String stored) {
        int space = stored.indexOf(' ');
        if (space < 1) {
            return null;
        }
        try {
            return new MediaId(
                    stored.substring(space + 1), Instant.ofEpochSecond(Long.parseLong(stored.substring(0, space))));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
