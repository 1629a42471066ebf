package scrm.channel.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.events.AttributionEvent.AcquisitionLost;
import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.TaggingEvent.ExternalContactStored;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.simulator.callback.CallbackMode;

class AttributionIT extends ChannelServiceIT {
    private static final Map<String, Object> HELLO = Map.of("text", "你好");

    @Test
    void theFirstTouchStaysAndTheLastMovesOnWhenAContactComesAgain() {
        corp.people().memberJoins("zhang", "张三");
        String shop = channel("门店");
        String fair = channel("展会");
        String first = activeLiveCode(shop, "zhang", HELLO).path("state").asString();
        String second = activeLiveCode(fair, "zhang", HELLO).path("state").asString();

        Friendship added = corp.people().contactScans(first, "小李");
        relationBecomes("ADDED", added);
        WECOM.clock().advance(Duration.ofSeconds(60));
        corp.people().contactDeletes("zhang", added.externalUserId());
        relationBecomes("LOST", added);
        WECOM.clock().advance(Duration.ofSeconds(60));
        corp.people().contactScansAgain(second, added.externalUserId());
        relationBecomes("ADDED", added);
        WECOM.clock().advance(Duration.ofSeconds(60));
        corp.people().contactDeletes("zhang", added.externalUserId());
        relationBecomes("LOST", added);

        JsonNode attribution = attribution(added.externalUserId());
        assertThat(attribution.at("/firstTouch/channelId").asString()).isEqualTo(shop);
        assertThat(attribution.at("/lastTouch/channelId").asString()).isEqualTo(fair);
        soon().untilAsserted(() -> assertThat(published(ContactAttributed.class))
                .extracting(ContactAttributed::firstTouch)
                .containsExactlyInAnyOrder(true, false));
        assertThat(published(AcquisitionLost.class))
                .singleElement()
                .satisfies(lost -> assertThat(lost.channelId()).isEqualTo(shop));
        String id = attribution(added.externalUserId()).path("id").asString();
        assertThat(get("/attributions/" + id).json().path("touches")).hasSize(4);
        assertThat(funnel(shop).path("losses").asInt()).isEqualTo(1);
        assertThat(funnel(fair).path("adds").asInt()).isZero();
        assertThat(funnel(fair).path("reAdds").asInt()).isEqualTo(1);
    }

    @Test
    void whichVersionOfACodeWasScannedAndWhatToldItAreKept() {
        corp.people().memberJoins("zhang", "张三");
        JsonNode code = activeLiveCode(channel("门店"), "zhang", HELLO);
        String path = "/live-codes/" + code.path("id").asString();
        Friendship before = corp.people().contactScans(code.path("state").asString(), "小李");
        relationBecomes("ADDED", before);
        Answer edited = put(path, get(path).etag(), Map.of("name", "新门店", "users", List.of("zhang")));
        assertThat(edited.status()).isEqualTo(200);
        Friendship after = corp.people().contactScans(code.path("state").asString(), "小王");
        relationBecomes("ADDED", after);

        int first = attribution(before.externalUserId())
                .at("/firstTouch/liveCodeVersion")
                .asInt();
        assertThat(first).isPositive();
        assertThat(attribution(after.externalUserId())
                        .at("/firstTouch/liveCodeVersion")
                        .asInt())
                .isGreaterThan(first);
        JsonNode touch = get("/attributions/"
                        + attribution(before.externalUserId()).path("id").asString())
                .json()
                .at("/touches/0");
        assertThat(touch.path("liveCodeVersion").asInt()).isEqualTo(first);
        assertThat(touch.path("eventId").asString()).hasSize(64);
    }

    @Test
    void callbacksThatComeShuffledAndRepeatedEndTheSame() {
        corp.people().memberJoins("zhang", "张三");
        String shop = channel("门店");
        String state = activeLiveCode(shop, "zhang", HELLO).path("state").asString();
        corp.callbackMode(CallbackMode.repeatedAndShuffled(3, Duration.ofMillis(500), 42));
        try {
            Friendship added = corp.people().contactScans(state, "小李");
            WECOM.clock().advance(Duration.ofSeconds(5));
            corp.people().contactDeletes("zhang", added.externalUserId());

            soon().untilAsserted(() -> {
                assertThat(attribution(added.externalUserId()).path("relation").asString())
                        .isEqualTo("LOST");
                assertThat(funnel(shop).path("adds").asInt()).isEqualTo(1);
            });
            soon().untilAsserted(
                            () -> assertThat(published(AcquisitionLost.class)).hasSize(1));
            assertThat(published(ContactAttributed.class)).hasSize(1);
        } finally {
            corp.callbackMode(CallbackMode.NORMAL);
        }
    }

    @Test
    void aContactWithoutAStateOfOursIsATouchWithoutCode() {
        corp.people().memberJoins("zhang", "张三");

        Friendship added = corp.people().memberAdds("zhang", "小李");

        soon().untilAsserted(() -> assertThat(
                        attribution(added.externalUserId()).path("relation").asString())
                .isEqualTo("ADDED"));
        assertThat(attribution(added.externalUserId())
                        .at("/firstTouch/liveCodeId")
                        .isNull())
                .isTrue();
        assertThat(published(ContactAttributed.class)).isEmpty();
    }

    @Test
    void aLostCallbackIsRepairedByWhatThePullFound() {
        corp.people().memberJoins("zhang", "张三");
        String shop = channel("门店");
        String state = activeLiveCode(shop, "zhang", HELLO).path("state").asString();
        corp.sendCallbacksTo(null);
        Friendship added = corp.people().contactScans(state, "小李");

        Instant addedAt = WECOM.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        WECOM.clock().advance(Duration.ofDays(1));

        publish(stored(added, state, addedAt, null));
        publish(stored(added, state, addedAt, null));
        relationBecomesAfterPatience("ADDED", added);
        assertThat(attribution(added.externalUserId()).at("/firstTouch/at").asString())
                .isEqualTo(addedAt.toString());

        soon().untilAsserted(() -> assertThat(published(ContactAttributed.class))
                .singleElement()
                .satisfies(told -> assertThat(told.channelId()).isEqualTo(shop)));
        assertThat(funnel(shop).path("adds").asInt()).isEqualTo(1);
    }

    @Test
    void aContactWhoCameBackWithoutACallbackIsFoundByThePull() {
        corp.people().memberJoins("zhang", "张三");
        String shop = channel("门店");
        String state = activeLiveCode(shop, "zhang", HELLO).path("state").asString();
        Friendship added = corp.people().contactScans(state, "小李");
        relationBecomes("ADDED", added);
        WECOM.clock().advance(Duration.ofHours(1));
        corp.people().contactDeletes("zhang", added.externalUserId());
        relationBecomes("LOST", added);
        corp.sendCallbacksTo(null);
        WECOM.clock().advance(Duration.ofHours(1));
        corp.people().contactScansAgain(state, added.externalUserId());
        Instant again = WECOM.clock().instant().truncatedTo(ChronoUnit.SECONDS);

        publish(stored(added, state, again, null));
        relationBecomesAfterPatience("ADDED", added);

        assertThat(attribution(added.externalUserId()).at("/lastTouch/at").asString())
                .isEqualTo(again.toString());
        assertThat(funnel(shop).path("adds").asInt()).isEqualTo(1);
        assertThat(funnel(shop).path("losses").asInt()).isEqualTo(1);
    }

    @Test
    void aLossThatNoCallbackToldIsFoundByThePullAndChargedOnce() {
        corp.people().memberJoins("zhang", "张三");
        String shop = channel("门店");
        String state = activeLiveCode(shop, "zhang", HELLO).path("state").asString();
        Friendship added = corp.people().contactScans(state, "小李");
        relationBecomes("ADDED", added);
        Instant addedAt = WECOM.clock().instant();
        WECOM.clock().advance(Duration.ofHours(1));
        Instant found = WECOM.clock().instant();

        publish(stored(added, state, addedAt, found));
        publish(stored(added, state, addedAt, found));
        relationBecomesAfterPatience("LOST", added);

        assertThat(funnel(shop).path("losses").asInt()).isEqualTo(1);
        soon().untilAsserted(() -> assertThat(published(AcquisitionLost.class)).hasSize(1));
    }

    @Test
    void anotherCorpsChannelsAreNotThere() {
        String shop = channel("门店");
        corp = WECOM.corp("ww-other");

        assertThat(get("/channels/" + shop).status()).isEqualTo(404);
        assertThat(get("/channel-reports/funnel?channelId=" + shop).status()).isEqualTo(404);
    }

    /**
     * Waits until the callback of the last step is in: callbacks overtake each other, and this test is of their order.
     */
    private void relationBecomes(String relation, Friendship added) {
        soon().untilAsserted(() -> assertThat(
                        attribution(added.externalUserId()).path("relation").asString())
                .isEqualTo(relation));
    }

    private int stored;

    /** No callback comes; the pull's finding is believed once it has had its time. */
    private void relationBecomesAfterPatience(String relation, Friendship added) {
        soon().untilAsserted(() -> {
            WECOM.clock().advance(RepairAttribution.PATIENCE);
            assertThat(attribution(added.externalUserId()).path("relation").asString())
                    .isEqualTo(relation);
        });
    }

    private ExternalContactStored stored(Friendship added, String state, Instant addedAt, @Nullable Instant endedAt) {
        return new ExternalContactStored(
                EventId.derived("stored", corpId(), Integer.toString(stored++)),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new UserId(added.userId()),
                new ExternalUserId(added.externalUserId()),
                new State(state),
                true,
                addedAt,
                endedAt);
    }

    private JsonNode attribution(String externalUserId) {
        return get("/attributions?externalUserId=" + externalUserId).json().at("/items/0");
    }

    private JsonNode funnel(String channelId) {
        return get("/channel-reports/funnel?channelId=" + channelId).json().path("funnel");
    }
}
