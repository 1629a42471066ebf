package scrm.channel.script;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import scrm.channel.script.WelcomeArms.Arm;
import scrm.channel.script.WelcomeScript.Choice;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

class WelcomeScriptTest {
    private static final String CODE = "7";
    private static final ExternalUserId CONTACT = new ExternalUserId("wm1");
    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

    // 2026-11-20 is a Friday.

    @Test
    void theFirstVariantThatFitsIsSaidElseTheBaseWelcome() {
        WelcomeScript script = new WelcomeScript(
                says("白天"),
                List.of(
                        variant("小张的夜间", List.of(slot(DAILY, "18:00", "09:00")), "zhang"),
                        variant("夜间", List.of(slot(DAILY, "18:00", "09:00"))),
                        variant("小张", List.of(), "zhang")));

        assertThat(chosen(script, "zhang", "2026-11-20T20:00")).isEqualTo("小张的夜间");
        assertThat(chosen(script, "li", "2026-11-20T20:00")).isEqualTo("夜间");
        assertThat(chosen(script, "zhang", "2026-11-20T12:00")).isEqualTo("小张");
        assertThat(chosen(script, "li", "2026-11-20T12:00")).isEqualTo("白天");
    }

    @Test
    void aSlotBeginsAtItsFirstMomentAndEndsBeforeItsLast() {
        WelcomeSlot slot = slot(Set.of(FRIDAY), "09:00", "18:00");

        assertThat(slot.holds(at("2026-11-20T08:59:59"))).isFalse();
        assertThat(slot.holds(at("2026-11-20T09:00"))).isTrue();
        assertThat(slot.holds(at("2026-11-20T17:59:59"))).isTrue();
        assertThat(slot.holds(at("2026-11-20T18:00"))).isFalse();
        assertThat(slot.holds(at("2026-11-21T12:00"))).isFalse();
    }

    @Test
    void aSlotPastMidnightBelongsToTheDayOnWhichItBegan() {
        WelcomeSlot slot = slot(Set.of(FRIDAY), "22:00", "06:00");

        assertThat(slot.holds(at("2026-11-20T05:00"))).isFalse();
        assertThat(slot.holds(at("2026-11-20T23:00"))).isTrue();
        assertThat(slot.holds(at("2026-11-21T05:59"))).isTrue();
        assertThat(slot.holds(at("2026-11-21T06:00"))).isFalse();
        assertThat(slot.holds(at("2026-11-21T23:00"))).isFalse();
        WelcomeSlot sunday = slot(Set.of(SUNDAY), "22:00", "06:00");
        assertThat(sunday.holds(at("2026-11-23T05:00"))).isTrue();
    }

    @Test
    void aSlotThatEndsWhenItBeginsLastsADay() {
        WelcomeSlot weekend = slot(Set.of(SATURDAY, SUNDAY), "00:00", "00:00");
        WelcomeSlot shift = slot(Set.of(FRIDAY), "08:00", "08:00");

        assertThat(weekend.holds(at("2026-11-20T23:59"))).isFalse();
        assertThat(weekend.holds(at("2026-11-21T00:00"))).isTrue();
        assertThat(weekend.holds(at("2026-11-22T23:59"))).isTrue();
        assertThat(weekend.holds(at("2026-11-23T00:00"))).isFalse();
        assertThat(shift.holds(at("2026-11-21T07:59"))).isTrue();
        assertThat(shift.holds(at("2026-11-21T08:00"))).isFalse();
    }

    @Test
    void slotsFollowTheClockOnTheWallWhenClocksAreChanged() {
        ZoneId newYork = ZoneId.of("America/New_York");
        WelcomeSlot two = slot(DAILY, "02:00", "03:00");
        WelcomeSlot one = slot(DAILY, "01:00", "02:00");

        // 2026-03-08: from 01:59:59 to 03:00, so nobody comes between two and three.
        assertThat(hoursIn(two, newYork, "2026-03-08T05:00:00Z")).isZero();
        assertThat(hoursIn(one, newYork, "2026-03-08T05:00:00Z")).isEqualTo(1);
        // 2026-11-01: the hour from one to two comes twice.
        assertThat(hoursIn(one, newYork, "2026-11-01T04:00:00Z")).isEqualTo(2);
        assertThat(hoursIn(two, newYork, "2026-11-01T04:00:00Z")).isEqualTo(1);
        // Nine in the morning is an hour earlier by the sun, not on the wall.
        WelcomeSlot nine = slot(Set.of(MONDAY), "09:00", "18:00");
        assertThat(nine.holds(LocalDateTime.ofInstant(Instant.parse("2026-07-06T13:00:00Z"), newYork)))
                .isTrue();
        assertThat(nine.holds(LocalDateTime.ofInstant(Instant.parse("2026-11-16T13:59:59Z"), newYork)))
                .isFalse();
        assertThat(nine.holds(LocalDateTime.ofInstant(Instant.parse("2026-11-16T14:00:00Z"), newYork)))
                .isTrue();
    }

    @Test
    void armsThatStayAsTheyWereGoOnWithTheirVersion() {
        WelcomeScript before = new WelcomeScript(
                split(1, "甲", "乙"), List.of(new WelcomeVariant("夜间", List.of(), Set.of(), split(1, "丙", "丁"))));
        WelcomeScript edited = new WelcomeScript(
                split(1, "甲", "乙"), List.of(new WelcomeVariant("夜间", List.of(), Set.of(), split(1, "丙", "戊"))));

        WelcomeScript after = edited.following(before, 5);

        assertThat(after.base().version()).isEqualTo(1);
        assertThat(after.variants().getFirst().arms().version()).isEqualTo(5);
        // What was taken away and comes again is another version.
        WelcomeScript without = new WelcomeScript(says("你好"), List.of()).following(after, 6);
        assertThat(edited.following(without, 7).base().version()).isEqualTo(7);
    }

    @Test
    void whatAnEditTookAwayIsNotSaidAnyMore() {
        WelcomeScript script = new WelcomeScript(split(3, "甲", "乙"), List.of(variant("夜间", List.of(), "zhang")));

        assertThat(script.said(new Choice(null, 3, "B")).orElseThrow().text()).isEqualTo(new WelcomeText("乙"));
        assertThat(script.said(new Choice("夜间", null, null)).orElseThrow().text())
                .isEqualTo(new WelcomeText("夜间"));
        assertThat(script.said(new Choice(null, 2, "B"))).isEmpty();
        assertThat(script.said(Choice.BASE)).isEmpty();
        assertThat(script.said(new Choice("周末", null, null))).isEmpty();
        assertThat(script.said(new Choice("夜间", 3, "A"))).isEmpty();
    }

    /** How many of the 24 hours from a moment on begin in the slot. */
    private static long hoursIn(WelcomeSlot slot, ZoneId zone, String from) {
        return IntStream.range(0, 24)
                .mapToObj(hour -> Instant.parse(from).plus(Duration.ofHours(hour)))
                .filter(instant -> slot.holds(LocalDateTime.ofInstant(instant, zone)))
                .count();
    }

    private static String chosen(WelcomeScript script, String userId, String local) {
        Choice choice = script.choose(CODE, new UserId(userId), CONTACT, at(local));
        WelcomeText text = script.said(choice).orElseThrow().text();
        return text == null ? "" : text.template();
    }

    private static WelcomeVariant variant(String name, List<WelcomeSlot> slots, String... users) {
        return new WelcomeVariant(
                name, slots, Set.copyOf(List.of(users).stream().map(UserId::new).toList()), says(name));
    }

    private static WelcomeArms says(String text) {
        return WelcomeArms.of(content(text));
    }

    private static WelcomeArms split(int version, String... texts) {
        return new WelcomeArms(
                List.of(texts).stream().map(text -> new Arm(1, content(text))).toList(), version);
    }

    private static WelcomeContent content(String text) {
        return new WelcomeContent(new WelcomeText(text), Map.of(), List.of());
    }

    private static WelcomeSlot slot(Set<DayOfWeek> weekdays, String from, String until) {
        return new WelcomeSlot(weekdays, LocalTime.parse(from), LocalTime.parse(until));
    }

    private static LocalDateTime at(String local) {
        return LocalDateTime.parse(local);
    }
}
