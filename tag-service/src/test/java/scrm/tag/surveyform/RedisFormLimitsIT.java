package scrm.tag.surveyform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.testing.MutableClock;
import scrm.tag.TagServiceIT;
import scrm.tag.survey.LocalText;
import scrm.tag.survey.Survey;
import scrm.tag.survey.SurveyId;
import scrm.tag.survey.SurveyToken;
import scrm.tag.surveylink.Invitation;
import scrm.tag.surveylink.SurveyLink;
import scrm.wecom.redis.RedisIfThere;

class RedisFormLimitsIT extends TagServiceIT {
    private static final SurveyFormProperties FEW = new SurveyFormProperties(3, 2, 1, 4);

    @Autowired
    private StringRedisTemplate redis;

    private final MutableClock clock = MutableClock.at("2026-11-30T08:00:30Z");

    @Test
    void allInstancesCountTogether() {
        String prefix = UUID.randomUUID() + ":";
        assertThatItCounts(
                new RedisFormLimits(new RedisIfThere(redis, prefix), FEW, clock),
                new RedisFormLimits(new RedisIfThere(redis, prefix), FEW, clock));
        assertThat(redis.keys(prefix + "*"))
                .isNotEmpty()
                .noneMatch(key -> key.contains("10.0.0.1") || key.contains("2001"))
                .allMatch(key -> redis.getExpire(key) > 0);
    }

    @Test
    void whileRedisIsAwayAnInstanceCountsAlone() {
        LettuceConnectionFactory nowhere = new LettuceConnectionFactory("127.0.0.1", 1);
        nowhere.afterPropertiesSet();
        nowhere.start();
        try {
            RedisFormLimits alone =
                    new RedisFormLimits(new RedisIfThere(new StringRedisTemplate(nowhere), "x:"), FEW, clock);
            assertThatItCounts(alone, alone);
        } finally {
            nowhere.destroy();
        }
    }

    private void assertThatItCounts(FormLimits one, FormLimits other) {
        assertThat(List.of(one.opens("10.0.0.1"), other.opens("10.0.0.1"), one.opens("10.0.0.1")))
                .containsOnly(true);
        assertThat(other.opens("10.0.0.1")).isFalse();
        assertThat(other.opens("10.0.0.2")).isTrue();
        for (int i = 1; i <= 3; i++) {
            assertThat(one.opens("2001:db8::" + i)).isTrue();
        }
        assertThat(one.opens("2001:db8:0:0:ffff::1")).as("one network").isFalse();
        assertThat(one.opens("2001:db8:0:1::1")).as("another").isTrue();

        Invitation everybody = invitation(1, null);
        assertThat(one.sends("10.0.0.1", everybody)).isTrue();
        assertThat(other.sends("10.0.0.1", everybody)).isTrue();
        assertThat(one.sends("10.0.0.1", everybody)).as("an address").isFalse();
        assertThat(one.sends("10.0.0.2", everybody)).isTrue();
        assertThat(one.sends("10.0.0.3", everybody)).as("a survey").isFalse();
        assertThat(one.sends("10.0.0.1", invitation(2, 7L)))
                .as("another survey")
                .isTrue();
        assertThat(other.sends("10.0.0.2", invitation(2, 7L))).as("a link").isFalse();

        clock.tick(Duration.ofSeconds(30));
        assertThat(one.opens("10.0.0.1")).isTrue();
        assertThat(other.sends("10.0.0.3", everybody)).isTrue();
    }

    private static Invitation invitation(long surveyId, Long linkId) {
        Instant now = Instant.EPOCH;
        CorpId corpId = new CorpId("ww1");
        SurveyId id = new SurveyId(surveyId);
        return new Invitation(
                new Survey(
                        id, corpId, Survey.Status.OPEN, SurveyToken.random(), new LocalText(null, "Q"), 1, 1, now, now),
                linkId == null
                        ? null
                        : new SurveyLink(linkId, corpId, id, new ExternalUserId("wm1"), null, now, null, null));
    }
}
