package scrm.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketTest {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(100);

    private final AtomicLong nanos = new AtomicLong();
    private final Bucket bucket = new Bucket("client-reads", new Budget(10, 20), 2, EVERY, nanos::get);

    private long passedOf(int requests) {
        return IntStream.range(0, requests).filter(_ -> bucket.take().passes()).count();
    }

    private void later(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void untilRedisHasAnsweredItIsThisProcessesPart() {
        assertThat(passedOf(30)).isEqualTo(10);
        later(1000);
        assertThat(passedOf(30)).isEqualTo(5);
    }

    @Test
    void whatRedisSaysIsTheWholeBudget() {
        assertThat(bucket.tell()).hasValue(0);
        bucket.learn(0, 20);
        assertThat(passedOf(30)).isEqualTo(20);
        later(1000);
        assertThat(passedOf(30)).isEqualTo(10);
    }

    @Test
    void whatPassedWhileRedisWasToldIsToldNextTime() {
        passedOf(3);
        int told = bucket.tell().orElseThrow();
        passedOf(4);
        bucket.learn(told, 17);
        later(100);

        assertThat(told).isEqualTo(3);
        assertThat(bucket.tell()).hasValue(4);
    }

    @Test
    void itTellsOnceInAWhileAndOneAtATime() {
        int told = bucket.tell().orElseThrow();
        later(200);
        assertThat(bucket.tell()).isEmpty();
        bucket.learn(told, 20);
        assertThat(bucket.tell()).isPresent();
        bucket.learn(0, 20);
        assertThat(bucket.tell()).isEmpty();
    }

    @Test
    void whatOthersTookIsOwedFirst() {
        bucket.tell();
        bucket.learn(0, -5);
        Standing refused = bucket.take();

        assertThat(refused.passes()).isFalse();
        assertThat(refused.left()).isZero();
        assertThat(refused.delay()).isEqualTo(0.6);
        later(600);
        assertThat(passedOf(5)).isEqualTo(1);
    }

    @Test
    void whileRedisIsAwayItIsThePartAgainAndNothingIsOwedForIt() {
        bucket.tell();
        bucket.learn(0, 20);
        later(100);
        int told = bucket.tell().orElseThrow();
        bucket.alone(told);

        assertThat(passedOf(30)).isEqualTo(10);
        later(100);
        bucket.alone(bucket.tell().orElseThrow());
        later(100);
        assertThat(bucket.tell()).hasValue(0);
    }

    @Test
    void aTokenThatWasGivenBackIsThereForTheNext() {
        passedOf(10);
        bucket.giveBack();
        assertThat(passedOf(5)).isEqualTo(1);
    }
}
