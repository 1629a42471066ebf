package scrm.channel.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

import scrm.channel.attribution.History.Relation;
import scrm.channel.attribution.Touch.Kind;
import scrm.channel.attribution.Touch.Source;
import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.EventId;
import scrm.events.State;

class HistoryTest {
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final Source SHOP = source(1);
    private static final Source FAIR = source(2);

    @Test
    void theFirstAddIsTheFirstTouchAndTheLatestTheLast() {
        History history = History.of(
                List.of(touch(Kind.ADDED, 10, SHOP), touch(Kind.LOST, 20, null), touch(Kind.ADDED, 30, FAIR)));

        assertThat(history.first().orElseThrow().source()).isEqualTo(SHOP);
        assertThat(history.last().orElseThrow().source()).isEqualTo(FAIR);
        assertThat(history.relation()).isEqualTo(Relation.ADDED);
    }

    @Test
    void theLossOfAnAcquiredContactIsChargedOnce() {
        Touch firstLoss = touch(Kind.LOST, 20, null);
        History history = History.of(List.of(
                touch(Kind.ADDED, 10, SHOP), firstLoss, touch(Kind.ADDED, 30, FAIR), touch(Kind.LOST, 40, null)));

        assertThat(history.lostAt()).isEqualTo(firstLoss.at());
        assertThat(history.relation()).isEqualTo(Relation.LOST);
    }

    @Test
    void aLossBeforeTheAcquisitionIsNobodysLoss() {
        assertThat(History.of(List.of(touch(Kind.LOST, 5, null), touch(Kind.ADDED, 10, SHOP)))
                        .lostAt())
                .isNull();
    }

    @Test
    void aTransferEndsTheRelationWithoutLoss() {
        History history = History.of(List.of(touch(Kind.ADDED, 10, SHOP), touch(Kind.TRANSFERRED, 20, null)));

        assertThat(history.relation()).isEqualTo(Relation.TRANSFERRED);
        assertThat(history.lostAt()).isNull();
    }

    @Test
    void anAddWithoutStateIsOfTheCodeOfTheHalfAddThatItCompletes() {
        History history = History.of(List.of(touch(Kind.HALF_ADDED, 10, SHOP), touch(Kind.ADDED, 15, null)));

        assertThat(history.first().orElseThrow().source()).isEqualTo(SHOP);
    }

    @Test
    void aHalfAddAloneIsNoAcquisition() {
        History history = History.of(List.of(touch(Kind.HALF_ADDED, 10, SHOP), touch(Kind.LOST, 20, null)));

        assertThat(history.acquisitions()).isEmpty();
        assertThat(history.lostAt()).isNull();
    }

    @Test
    void anUnknownStateIsATouchWithoutCode() {
        History history = History.of(List.of(touch(Kind.ADDED, 10, null), touch(Kind.ADDED, 30, FAIR)));

        assertThat(history.first().orElseThrow().source()).isNull();
        assertThat(history.last().orElseThrow().source()).isEqualTo(FAIR);
    }

    @Test
    void theCallbackThatComesAfterItsRepairIsNotToldAgain() {
        List<Touch> repaired = List.of(touch(Kind.REPAIRED, 20, SHOP));
        List<Touch> both = List.of(repaired.getFirst(), touch(Kind.ADDED, 10, SHOP));

        History before = History.of(repaired);
        History after = History.of(both);

        assertThat(after.acquisitions()).hasSize(1);
        assertThat(after.attributedSince(before)).isEmpty();
    }

    @Test
    void aCallbackThatIsASecondLaterThanItsRepairReplacesIt() {
        Touch repaired = touch(Kind.REPAIRED, 9, SHOP);
        Touch callback = touch(Kind.ADDED, 10, SHOP);

        History history = History.of(List.of(repaired, callback));

        assertThat(history.acquisitions())
                .singleElement()
                .satisfies(add -> assertThat(add.touch()).isEqualTo(callback));
    }

    @Test
    void whatAPullFindsCountsOnlyIfNoCallbackToldIt() {
        Touch add = touch(Kind.ADDED, 100, SHOP);
        Touch loss = touch(Kind.LOST, 200, null);
        History added = History.of(List.of(add));
        History lost = History.of(List.of(add, loss));

        assertThat(History.of(List.of()).lacks(touch(Kind.REPAIRED, 100, SHOP))).isTrue();
        assertThat(added.lacks(touch(Kind.REPAIRED, 100, SHOP))).isFalse();
        assertThat(lost.lacks(touch(Kind.REPAIRED, 101, SHOP))).isFalse();
        assertThat(lost.lacks(touch(Kind.REPAIRED, 300, SHOP))).isTrue();
        assertThat(added.lacks(touch(Kind.FOUND_LOST, 150, null))).isTrue();
        assertThat(added.lacks(touch(Kind.FOUND_LOST, 50, null))).isFalse();
        assertThat(lost.lacks(touch(Kind.FOUND_LOST, 300, null))).isFalse();
    }

    @Test
    void aLossThatWasFoundIsALossUntilTheCallbackTellsWhenItWas() {
        Touch add = touch(Kind.ADDED, 100, SHOP);
        Touch found = touch(Kind.FOUND_LOST, 300, null);
        Touch told = touch(Kind.LOST, 200, null);

        assertThat(History.of(List.of(add, found)).relation()).isEqualTo(Relation.LOST);
        assertThat(History.of(List.of(add, found)).lostAt()).isEqualTo(found.at());
        assertThat(History.of(List.of(add, found, told)).lostAt()).isEqualTo(told.at());
    }

    @Test
    void aReAddIsToldBesideTheFirst() {
        Touch first = touch(Kind.ADDED, 10, SHOP);
        Touch second = touch(Kind.ADDED, 30, FAIR);

        assertThat(History.of(List.of(first, second)).attributedSince(History.of(List.of(first))))
                .singleElement()
                .satisfies(told -> assertThat(told.source()).isEqualTo(FAIR));
    }

    /** Callbacks come shuffled and repeated within a minute: whatever the order, it ends the same. */
    @Test
    void everyOrderOfArrivalEndsInTheSameHistory() {
        Random random = new Random(20261122);
        for (int round = 0; round < 5_000; round++) {
            List<Touch> touches = new ArrayList<>();
            int count = 1 + random.nextInt(7);
            for (int i = 0; i < count; i++) {
                Kind kind = KINDS.get(random.nextInt(KINDS.size()));
                Source source = random.nextBoolean() ? null : random.nextBoolean() ? SHOP : FAIR;
                touches.add(touch(
                        kind,
                        random.nextInt(12),
                        List.of(Kind.LOST, Kind.TRANSFERRED, Kind.FOUND_LOST).contains(kind) ? null : source));
            }
            History expected = History.of(touches);
            for (int order = 0; order < 5; order++) {
                Collections.shuffle(touches, random);
                assertThat(History.of(touches)).isEqualTo(expected);
            }
        }
    }

    @Test
    void aHalfAddThatComesAfterItsAddStillBringsTheCodeAndTheLoss() {
        List<Touch> touches = List.of(touch(Kind.ADDED, 15, null), touch(Kind.LOST, 20, null));
        History before = History.of(touches);
        History after = History.of(List.of(touches.get(0), touches.get(1), touch(Kind.HALF_ADDED, 10, SHOP)));

        assertThat(before.hasLostAttributed()).isFalse();
        assertThat(after.hasLostAttributed()).isTrue();
        assertThat(after.attributedSince(before))
                .singleElement()
                .satisfies(told -> assertThat(told.source()).isEqualTo(SHOP));
    }

    /** What is told follows from one touch after the other: nothing that stands in the end may be left out by it. */
    @Test
    void everyOrderOfArrivalHasToldWhoeverWasAttributed() {
        List<Kind> kinds = List.of(Kind.HALF_ADDED, Kind.ADDED, Kind.LOST, Kind.TRANSFERRED);
        Random random = new Random(20261130);
        for (int round = 0; round < 5_000; round++) {
            List<Touch> touches = new ArrayList<>();
            Set<EventId> told = new HashSet<>();
            History history = History.of(touches);
            for (int i = random.nextInt(7); i >= 0; i--) {
                Kind kind = kinds.get(random.nextInt(kinds.size()));
                boolean coded = random.nextBoolean() && (kind == Kind.HALF_ADDED || kind == Kind.ADDED);
                touches.add(touch(kind, random.nextInt(12), coded ? SHOP : null));
                History after = History.of(touches);
                after.attributedSince(history)
                        .forEach(acquisition -> told.add(acquisition.touch().eventId()));
                history = after;
            }
            assertThat(told)
                    .containsAll(history.acquisitions().stream()
                            .filter(acquisition -> acquisition.source() != null)
                            .map(acquisition -> acquisition.touch().eventId())
                            .toList());
        }
    }

    private static int number;

    private static Touch touch(Kind kind, int second, Source source) {
        State state = source == null ? null : new State("state-" + source.liveCodeId());
        return new Touch(
                EventId.derived("touch", Integer.toString(number++)),
                kind,
                state,
                source,
                Instant.parse("2026-11-22T10:00:00Z").plusSeconds(second));
    }

    private static Source source(long id) {
        return new Source(new LiveCodeId(id), new ChannelId(id * 10), 1);
    }
}
