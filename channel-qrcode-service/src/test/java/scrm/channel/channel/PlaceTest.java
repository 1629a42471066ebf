package scrm.channel.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import scrm.channel.channel.Channel.Kind;
import scrm.channel.channel.Place.Level;
import scrm.events.CorpId;
import scrm.rest.InvalidRequest;

class PlaceTest {
    private static final Period NOVEMBER = period("2026-11-01", "2026-11-30");

    @Test
    void aChannelWithoutKindGetsThatOfItsDepth() {
        assertThat(under().kind(null, null)).isEqualTo(Kind.PLATFORM);
        assertThat(under(channel(Kind.PLATFORM, Period.ALWAYS)).kind(null, null))
                .isEqualTo(Kind.CAMPAIGN);
        assertThat(under(channel(Kind.CAMPAIGN, Period.ALWAYS), channel(Kind.PLATFORM, Period.ALWAYS))
                        .kind(null, null))
                .isEqualTo(Kind.PLACEMENT);
    }

    @Test
    void aKindMayBeLeftOutButNotTurnedRound() {
        Place inPlatform = under(channel(Kind.PLATFORM, Period.ALWAYS));

        assertThat(under().kind(Kind.PLACEMENT, null)).isEqualTo(Kind.PLACEMENT);
        assertThat(inPlatform.kind(Kind.PLACEMENT, null)).isEqualTo(Kind.PLACEMENT);
        refused(() -> inPlatform.kind(Kind.PLATFORM, null), "kind not_allowed [CAMPAIGN, PLACEMENT]");
        refused(
                () -> under(channel(Kind.CAMPAIGN, Period.ALWAYS)).kind(Kind.CAMPAIGN, null),
                "kind not_allowed [PLACEMENT]");
    }

    @Test
    void nothingStandsBelowAPlacement() {
        refused(() -> under(channel(Kind.PLACEMENT, Period.ALWAYS)).kind(null, null), "parentId no_level_left []");
    }

    @Test
    void anEditKeepsTheKindIfItFits() {
        assertThat(under().kind(null, Kind.PLACEMENT)).isEqualTo(Kind.PLACEMENT);
        assertThat(under(channel(Kind.PLATFORM, Period.ALWAYS)).kind(null, Kind.PLATFORM))
                .isEqualTo(Kind.CAMPAIGN);
    }

    @Test
    void aChannelStaysAboveWhatIsBelowIt() {
        List<Level> below = List.of(new Level(Kind.CAMPAIGN, Period.ALWAYS), new Level(Kind.PLACEMENT, Period.ALWAYS));
        Place atTheTop = new Place(List.of(), below);
        Place inPlatform = new Place(List.of(channel(Kind.PLATFORM, Period.ALWAYS)), below);

        assertThat(atTheTop.kind(null, Kind.PLATFORM)).isEqualTo(Kind.PLATFORM);
        refused(() -> atTheTop.kind(Kind.CAMPAIGN, Kind.PLATFORM), "kind not_allowed [PLATFORM]");
        refused(() -> inPlatform.kind(null, Kind.PLATFORM), "parentId no_level_left []");
    }

    @Test
    void aPeriodLiesWithinThatOfTheNearestChannelThatHasOne() {
        Place place = under(channel(Kind.CAMPAIGN, Period.ALWAYS), channel(Kind.PLATFORM, NOVEMBER));

        assertThatCode(() -> place.checkPeriod(NOVEMBER)).doesNotThrowAnyException();
        assertThatCode(() -> place.checkPeriod(Period.ALWAYS)).doesNotThrowAnyException();
        assertThatCode(() -> place.checkPeriod(period("2026-11-30", null))).doesNotThrowAnyException();
        refused(() -> place.checkPeriod(period("2026-10-31", "2026-11-05")), "from outside_parent []");
        refused(() -> place.checkPeriod(period(null, "2026-12-01")), "until outside_parent []");
        refused(
                () -> place.checkPeriod(period("2026-12-01", "2026-12-02")),
                "from outside_parent []",
                "until outside_parent []");
    }

    @Test
    void anEndThatTheParentHasNotIsTheGrandparents() {
        Place place = under(channel(Kind.CAMPAIGN, period("2026-11-10", null)), channel(Kind.PLATFORM, NOVEMBER));

        assertThatCode(() -> place.checkPeriod(period("2026-11-10", "2026-11-30")))
                .doesNotThrowAnyException();
        refused(() -> place.checkPeriod(period("2026-11-09", null)), "from outside_parent []");
        refused(() -> place.checkPeriod(period(null, "2026-12-01")), "until outside_parent []");
    }

    @Test
    void aPeriodIsNotCutShortUnderWhatIsBelow() {
        Place place = new Place(
                List.of(),
                List.of(
                        new Level(Kind.CAMPAIGN, period("2026-11-05", "2026-11-20")),
                        new Level(Kind.PLACEMENT, Period.ALWAYS)));

        assertThatCode(() -> place.checkPeriod(period("2026-11-05", "2026-11-20")))
                .doesNotThrowAnyException();
        refused(() -> place.checkPeriod(period("2026-11-06", null)), "from outside_below []");
        refused(() -> place.checkPeriod(period(null, "2026-11-19")), "until outside_below []");
    }

    @Test
    void aPeriodNeitherEndsBeforeItBeginsNorOutsideOfTheCalendar() {
        refused(() -> under().checkPeriod(period("2026-11-02", "2026-11-01")), "until ends_before_start []");
        refused(
                () -> under().checkPeriod(new Period(LocalDate.of(12026, 1, 1), null)),
                "from out_of_range [1000-01-01, 9999-12-30]");
    }

    private static void refused(ThrowingCallable attempt, String... problems) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refusal -> assertThat(refusal.problem().errors())
                                .extracting(error -> error.field() + " " + error.code() + " " + error.args())
                                .containsExactly(problems));
    }

    private static Place under(Channel... above) {
        return new Place(List.of(above), List.of());
    }

    private static Channel channel(Kind kind, Period period) {
        return new Channel(
                new ChannelId(1),
                new CorpId("ww1"),
                null,
                kind,
                "门店",
                List.of(),
                null,
                period,
                null,
                null,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static Period period(String from, String until) {
        return new Period(from == null ? null : LocalDate.parse(from), until == null ? null : LocalDate.parse(until));
    }
}
