package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import scrm.simulator.CallbackReceiver.Arrived;
import scrm.simulator.callback.CallbackMode;
import scrm.simulator.callback.Delivery;
import scrm.simulator.callback.Delivery.Outcome;

class CallbackTest extends SimulatorTest {
    private CallbackReceiver receiver;

    @BeforeEach
    void listen() throws Exception {
        receiver = new CallbackReceiver(corp.definition());
        corp.sendCallbacksTo(receiver.url());
    }

    @AfterEach
    void hangUp() {
        receiver.close();
    }

    @Test
    void callbacksArriveSignedAndEncryptedForTheCorp() throws Exception {
        people.memberAdds("zhang", "a");

        Arrived arrived = receiver.next();

        assertThat(arrived.signed()).isTrue();
        assertThat(arrived.receiveId()).isEqualTo("ww1");
        assertThat(arrived.xml())
                .startsWith(
                        "<xml><ToUserName><![CDATA[ww1]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>");
    }

    @Test
    void theUrlCheckIsAnswered() {
        assertThat(corp.verifiesCallbackUrl()).isTrue();
        receiver.close();
        assertThat(corp.verifiesCallbackUrl()).isFalse();
    }

    @Test
    void aFailedCallbackIsTriedThreeTimesWithTheSamePlaintext() throws Exception {
        corp.callbackRetries(3, Duration.ofMillis(10));
        receiver.refuse(2);
        people.memberAdds("zhang", "a");

        List<Arrived> attempts = List.of(receiver.next(), receiver.next(), receiver.next());

        assertThat(attempts).extracting(Arrived::status).containsExactly(500, 500, 200);
        assertThat(attempts)
                .extracting(Arrived::xml)
                .containsOnly(attempts.getFirst().xml());
        await(Outcome.DELIVERED);
    }

    @Test
    void afterThreeFailuresItIsLost() throws Exception {
        corp.callbackRetries(3, Duration.ofMillis(10));
        receiver.refuse(3);
        people.memberAdds("zhang", "a");

        await(Outcome.FAILED);
        assertThat(corp.callbacks().getFirst().attempts()).hasSize(3);
    }

    @Test
    void modesRepeatAndShuffleTheSameWayEachTime() throws Exception {
        corp.callbackMode(CallbackMode.repeatedAndShuffled(5, Duration.ofMillis(200), 7));
        for (int i = 0; i < 20; i++) {
            people.memberAdds("zhang", "c" + i);
        }
        List<String> order = new ArrayList<>();
        for (Arrived one = receiver.next(); one != null; one = receiver.next(Duration.ofSeconds(2))) {
            order.add(one.xml());
        }

        assertThat(order.stream().distinct()).hasSize(20);
        assertThat(order).hasSizeBetween(21, 100);
        assertThat(order).isNotEqualTo(order.stream().sorted().toList());
    }

    @Test
    void modesDropForgeAndAge() throws Exception {
        corp.callbackMode(CallbackMode.dropping(1, 7));
        people.memberAdds("zhang", "lost");
        assertThat(corp.callbacks().getFirst().outcome()).isEqualTo(Outcome.DROPPED);

        corp.callbackMode(CallbackMode.stale());
        people.memberAdds("zhang", "old");
        Arrived stale = receiver.next();
        assertThat(stale.signed()).isTrue();
        assertThat(simulator.clock().instant().getEpochSecond() - stale.timestamp())
                .isGreaterThan(590);

        corp.callbackMode(CallbackMode.foreign());
        people.memberAdds("zhang", "foreign");
        assertThat(receiver.next().receiveId()).isNotEqualTo("ww1");
    }

    @Test
    void withoutAUrlCallbacksAreOnlyLogged() {
        corp.sendCallbacksTo(null);
        people.memberAdds("zhang", "a");

        assertThat(corp.callbacks()).extracting(Delivery::outcome).containsExactly(Outcome.UNSENT);
    }

    private void await(Outcome outcome) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (corp.callbacks().getFirst().outcome() != outcome) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
