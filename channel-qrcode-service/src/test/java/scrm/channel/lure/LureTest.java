package scrm.channel.lure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Period;
import scrm.channel.lure.Lure.Cause;
import scrm.channel.lure.Lure.Reason;
import scrm.channel.lure.Lure.Status;
import scrm.events.CorpId;
import scrm.events.UserId;

class LureTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
    private static final LocalDate LAST = LocalDate.parse("2026-11-30");
    private static final LocalDate ROTATION = LocalDate.parse("2026-11-15");

    @Test
    void itCanBeTakenFromItsFirstDayToItsLast() {
        Lure lure = lure(new Period(FIRST, LAST), 3, 0, null, null);

        assertThat(lure.status(FIRST.minusDays(1))).isEqualTo(Status.SCHEDULED);
        assertThat(lure.status(FIRST)).isEqualTo(Status.ACTIVE);
        assertThat(lure.status(LAST)).isEqualTo(Status.ACTIVE);
        assertThat(lure.status(LAST.plusDays(1))).isEqualTo(Status.EXPIRED);
    }

    @Test
    void itIsExhaustedWhenAllOfItsStockIsTaken() {
        assertThat(lure(Period.ALWAYS, 3, 2, null, null).status(FIRST)).isEqualTo(Status.ACTIVE);
        assertThat(lure(Period.ALWAYS, 3, 3, null, null).status(FIRST)).isEqualTo(Status.EXHAUSTED);
        assertThat(lure(Period.ALWAYS, null, 999, null, null).status(FIRST)).isEqualTo(Status.ACTIVE);
    }

    @Test
    void eachReasonNamesWhatGaveIt() {
        Lure lure = lure(new Period(FIRST, LAST), 3, 3, ROTATION, null);

        assertThat(lure.causes(FIRST)).containsExactly(new Cause(Reason.EXHAUSTED, "3"));
        assertThat(lure.causes(ROTATION))
                .containsExactly(new Cause(Reason.EXHAUSTED, "3"), new Cause(Reason.ROTATION, "2026-11-15"));
        assertThat(lure.causes(LAST.plusDays(1)))
                .containsExactly(
                        new Cause(Reason.EXPIRED, "2026-11-30"),
                        new Cause(Reason.EXHAUSTED, "3"),
                        new Cause(Reason.ROTATION, "2026-11-15"));
    }

    @Test
    void theNextDayThatCountsIsTheEarliestToCome() {
        Lure lure = lure(new Period(FIRST, LAST), 3, 0, ROTATION, null);

        assertThat(lure.nextCause(FIRST)).contains(ROTATION);
        assertThat(lure.nextCause(ROTATION)).contains(LAST.plusDays(1));
        assertThat(lure.nextCause(LAST.plusDays(1))).isEmpty();
        assertThat(lure(Period.ALWAYS, 3, 0, null, null).nextCause(FIRST)).isEmpty();
    }

    @Test
    void nobodyIsAskedToLookAtOneThatWasEnded() {
        Lure ended = lure(new Period(FIRST, LAST), 3, 3, ROTATION, Instant.EPOCH);

        assertThat(ended.status(FIRST)).isEqualTo(Status.ENDED);
        assertThat(ended.causes(LAST.plusDays(1))).isEmpty();
        assertThat(ended.nextCause(FIRST)).isEmpty();
    }

    private static Lure lure(Period period, Integer stock, int used, LocalDate rotateOn, Instant endedAt) {
        return new Lure(
                new LureId(1),
                new CorpId("ww1"),
                new ChannelId(1),
                new Lure.Draft("优惠券", "满一百减十", period, stock, rotateOn, new UserId("zhang")),
                used,
                endedAt,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
