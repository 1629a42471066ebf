package scrm.tag.surveyform;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

import scrm.tag.surveylink.Invitation;
import scrm.tag.surveylink.SurveyLink;
import scrm.wecom.redis.RedisIfThere;

/**
 * Counts by the minute in Redis, for all instances; while Redis is away each instance counts for itself, so that there
 * is a limit all the same.
 */
@Component
@EnableConfigurationProperties(SurveyFormProperties.class)
class RedisFormLimits implements FormLimits {
    /** Counts under every key, whether it is too many under an earlier one or not; 1: it was within all of them. */
    private static final RedisScript<Long> COUNT = RedisScript.of("""
            local within = 1
            for i, key in ipairs(KEYS) do
              local count = redis.call('INCR', key)
              if count == 1 then redis.call('PEXPIRE', key, 120000) end
              if count > tonumber(ARGV[i]) then within = 0 end
            end
            return within
            """, Long.class);

    /** Of the instance's own counts; past this many in a minute nobody new is counted. */
    private static final int MOST = 100_000;

    private static final int MINUTE = 60;
    private static final int IPV6_BYTES = 16;
    private static final int HASH_LENGTH = 22;

    private final RedisIfThere redis;
    private final SurveyFormProperties limits;
    private final Clock clock;
    private Minute own = new Minute(0, Map.of());

    RedisFormLimits(RedisIfThere redis, SurveyFormProperties limits, Clock clock) {
        this.redis = redis;
        this.limits = limits;
        this.clock = clock;
    }

    private record Minute(long number, Map<String, Integer> counts) {}

    /** What is counted under a name, and how much of it is too much. */
    private record Bound(String name, int most) {}

    @Override
    public boolean opens(String address) {
        return within(List.of(new Bound("opens:" + hashed(address), limits.opensPerAddress())));
    }

    @Override
    public boolean sends(String address, Invitation invitation) {
        String survey = "{" + invitation.survey().id() + "}"; // one slot of a cluster for all that is counted at once
        List<Bound> bounds = new ArrayList<>();
        bounds.add(new Bound("forms:" + survey, limits.formsPerSurvey()));
        bounds.add(new Bound("forms:" + survey + ":" + hashed(address), limits.formsPerAddress()));
        SurveyLink link = invitation.link();
        if (link != null) {
            bounds.add(new Bound("forms:" + survey + ":link:" + link.id(), limits.formsPerLink()));
        }
        return within(bounds);
    }

    private boolean within(List<Bound> bounds) {
        long minute = clock.instant().getEpochSecond() / MINUTE;
        List<String> keys = bounds.stream()
                .map(bound -> redis.key("survey:" + bound.name() + ":" + minute))
                .toList();
        Object[] most =
                bounds.stream().map(bound -> String.valueOf(bound.most())).toArray();
        return redis.ask(template -> template.execute(COUNT, keys, most) == 1).orElseGet(() -> alone(minute, bounds));
    }

    private boolean alone(long minute, List<Bound> bounds) {
        Map<String, Integer> counts = counts(minute);
        boolean within = true;
        for (Bound bound : bounds) {
            if (counts.size() < MOST || counts.containsKey(bound.name())) {
                within &= counts.merge(bound.name(), 1, Integer::sum) <= bound.most();
            }
        }
        return within;
    }

    private synchronized Map<String, Integer> counts(long minute) {
        if (own.number() != minute) {
            own = new Minute(minute, new ConcurrentHashMap<>());
        }
        return own.counts();
    }

    /** Whoever has one IPv6 address has all of its network. */
    private static byte[] counted(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == IPV6_BYTES ? Arrays.copyOf(bytes, IPV6_BYTES / 2) : bytes;
        } catch (IllegalArgumentException e) {
            return address.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String hashed(String address) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(counted(address));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
