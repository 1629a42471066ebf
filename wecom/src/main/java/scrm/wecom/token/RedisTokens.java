package scrm.wecom.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.script.RedisScript;

import scrm.wecom.Corp;
import scrm.wecom.redis.RedisIfThere;

/** Tokens in Redis: {@code fetchedAt expiresAt value}, in epoch milliseconds. */
final class RedisTokens implements SharedTokens {
    private static final RedisScript<Long> UNLOCK = RedisScript.of("""
            if redis.call('GET', KEYS[1]) == ARGV[1] then
              return redis.call('DEL', KEYS[1])
            end
            return 0
            """, Long.class);

    private final RedisIfThere redis;

    RedisTokens(RedisIfThere redis) {
        this.redis = redis;
    }

    @Override
    public @Nullable Token find(Corp corp) {
        return redis.ask(r -> {
                    String stored = r.opsForValue().get(key("token", corp));
                    return stored == null ? "" : stored;
                })
                .map(RedisTokens::parse)
                .orElse(null);
    }

    @Override
    public Turn tryLock(Corp corp, String owner, Duration lease) {
        return redis.ask(r -> r.opsForValue().setIfAbsent(key("token-lock", corp), owner, lease))
                .map(locked -> locked ? Turn.OURS : Turn.THEIRS)
                .orElse(Turn.AWAY);
    }

    @Override
    public void publish(Corp corp, Token token, String owner) {
        Duration life = Duration.between(token.fetchedAt(), token.expiresAt());
        if (life.isPositive()) {
            String stored =
                    token.fetchedAt().toEpochMilli() + " " + token.expiresAt().toEpochMilli() + " " + token.value();
            redis.ask(r -> {
                r.opsForValue().set(key("token", corp), stored, life);
                return stored;
            });
        }
        unlock(corp, owner);
    }

    @Override
    public void unlock(Corp corp, String owner) {
        redis.ask(r -> r.execute(UNLOCK, List.of(key("token-lock", corp)), owner));
    }

    /** A new secret or app is a new token: the key tells them apart without telling the secret. */
    private String key(String name, Corp corp) {
        return redis.key(name + ":" + corp.corpId() + ":" + corp.agentId() + ":" + fingerprint(corp.secret()));
    }

    private static String fingerprint(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static @Nullable Token parse(String stored) {
        String[] parts = stored.split(" ", 3);
        if (parts.length < 3) {
            return null;
        }
        try {
            return new Token(
                    parts[2],
                    Instant.ofEpochMilli(Long.parseLong(parts[0])),
                    Instant.ofEpochMilli(Long.parseLong(parts[1])));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
