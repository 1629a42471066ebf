package scrm.channel.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import scrm.channel.channel.ChannelId;
import scrm.channel.outcome.Order.Cause;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

class LinksTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final Contact CONTACT = new Contact(new CorpId("ww1"), new ExternalUserId("wm1"));

    @Test
    void theFirstJoinSinceTheRelationBeganCounts() {
        assertThat(began(1, 0, 7L).with(joined(-1)).joinedAt()).isNull();
        assertThat(began(1, 0, 7L).with(joined(0)).joinedAt()).isEqualTo(NOON);
        assertThat(began(1, 0, 7L)
                        .with(joined(2))
                        .with(joined(1))
                        .with(joined(3))
                        .joinedAt())
                .isEqualTo(at(1));
        assertThat(new Relation(1, CONTACT, new UserId("zhang"), null, null, null, null)
                        .with(joined(1))
                        .joinedAt())
                .isNull();
    }

    @Test
    void theFirstMessageToTheMemberIsKeptAndNoOther() {
        Relation relation = began(1, 0, 7L).with(answered("li", -5)).with(answered("zhang", 2));

        assertThat(relation.with(answered("zhang", -1))
                        .with(answered("zhang", 3))
                        .answeredAt())
                .isEqualTo(at(-1));
        assertThat(relation.answeredAt()).isEqualTo(at(2));
        assertThat(relation.bare()).isEqualTo(began(1, 0, 7L));
    }

    @Test
    void anOrderCountsForTheLastRelationOfAChannelThatBeganBeforeIt() {
        List<Relation> relations = List.of(began(1, 0, 7L), began(2, 3, 8L), began(3, 4, null), began(4, 9, 7L));

        assertThat(cause(-1, relations)).isNull();
        assertThat(cause(0, relations)).isEqualTo(new Cause(1, new ChannelId(7), NOON));
        assertThat(cause(5, relations)).isEqualTo(new Cause(2, new ChannelId(8), at(3)));
        assertThat(cause(10, relations)).isEqualTo(new Cause(4, new ChannelId(7), at(9)));
        assertThat(cause(10, List.of())).isNull();
    }

    @Test
    void ofRelationsThatBeganAtOnceTheLaterRowCounts() {
        assertThat(cause(5, List.of(began(2, 0, 8L), began(1, 0, 7L)))).isEqualTo(new Cause(2, new ChannelId(8), NOON));
    }

    private static @Nullable Cause cause(int hours, List<Relation> relations) {
        return new Order(1, CONTACT, at(hours), new Cause(99, new ChannelId(99), NOON))
                .among(relations)
                .cause();
    }

    private static Relation began(long id, int hours, @Nullable Long channelId) {
        return new Relation(
                id,
                CONTACT,
                new UserId("zhang"),
                at(hours),
                channelId == null ? null : new ChannelId(channelId),
                null,
                null);
    }

    private static Join joined(int hours) {
        return new Join(CONTACT, at(hours));
    }

    private static Answer answered(String member, int hours) {
        return new Answer(CONTACT, new UserId(member), at(hours));
    }

    private static Instant at(int hours) {
        return NOON.plus(Duration.ofHours(hours));
    }
}
