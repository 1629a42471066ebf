package scrm.sop.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.sop.quota.Cap.Window;
import scrm.sop.quota.Decision.Reason;
import scrm.sop.quota.Uses.State;
import scrm.sop.quota.Uses.Use;

class JudgeTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOON = Instant.parse("2026-11-18T04:00:00Z"); // a Wednesday

    @Test
    void asManyAsTheMonthHasDaysAreLetThrough() {
        List<Use> november = sent(29, NOON.minus(Duration.ofDays(2)));

        assertThat(decide(rules(), november)).isInstanceOf(Decision.Admitted.class);
        november.add(new Use(30, State.SENT, NOON, null));
        assertThat(decide(rules(), november))
                .isEqualTo(new Decision.Dropped(Reason.WECOM_LIMIT)); // twelve days are too long to wait
    }

    @Test
    void whatIsNotConfirmedMustFitIntoTheNextMonthToo() {
        Instant january = Instant.parse("2027-01-30T04:00:00Z");
        List<Use> open = uses(State.OPEN, 28, january.minus(Duration.ofDays(1)));

        Decision decision = judge(rules()).decide(Receiver.Kind.CONTACT, open, january, null, january);

        // Confirmed in February, the 29th would be one too many. One may be given back at any time.
        assertThat(decision).isEqualTo(new Decision.WaitUntil(january.plus(Duration.ofHours(1)), Reason.WECOM_LIMIT));
    }

    @Test
    void onceWeComSaidThatItIsEnoughNothingGoesThisMonth() {
        List<Use> uses = List.of(new Use(1, State.USED_UP, NOON.minusSeconds(60), null));

        assertThat(decide(rules(), uses)).isEqualTo(new Decision.Dropped(Reason.WECOM_LIMIT));
        Instant december = Instant.parse("2026-12-01T04:00:00Z");
        assertThat(judge(rules()).decide(Receiver.Kind.CONTACT, uses, december, null, december))
                .isInstanceOf(Decision.Admitted.class);
    }

    @Test
    void anOwnCapHoldsUpUntilItsWindowEndsAndTheMorningAfterThat() {
        Ruleset rules = rules(new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0)), new Cap(Window.DAY, 2));

        assertThat(decide(rules, sent(1, NOON))).isInstanceOf(Decision.Admitted.class);
        assertThat(decide(rules, sent(2, NOON)))
                .isEqualTo(new Decision.WaitUntil(Instant.parse("2026-11-19T00:00:00Z"), Reason.OWN_LIMIT));
    }

    @Test
    void theCapThatHoldsUpLongestCounts() {
        Ruleset rules = rules(null, new Cap(Window.DAY, 1), new Cap(Window.WEEK, 1));

        assertThat(judge(rules)
                        .decide(Receiver.Kind.CONTACT, sent(1, NOON), NOON, Overflow.delay(Duration.ofDays(7)), NOON))
                .isEqualTo(new Decision.WaitUntil(Instant.parse("2026-11-22T16:00:00Z"), Reason.OWN_LIMIT));
    }

    @Test
    void aPlanMayChooseToDropWhatACapHoldsUp() {
        Ruleset rules = rules(null, new Cap(Window.DAY, 1));

        assertThat(judge(rules).decide(Receiver.Kind.CONTACT, sent(1, NOON), NOON, Overflow.drop(), NOON))
                .isEqualTo(new Decision.Dropped(Reason.OWN_LIMIT));
    }

    @Test
    void whatWaitedLongerThanItIsWorthIsDropped() {
        Ruleset rules = rules(null, new Cap(Window.DAY, 1));
        Instant dueAt = NOON.minus(Duration.ofDays(1));

        assertThat(judge(rules)
                        .decide(
                                Receiver.Kind.CONTACT,
                                sent(1, NOON),
                                dueAt,
                                Overflow.delay(Duration.ofHours(36)),
                                NOON))
                .isEqualTo(new Decision.WaitUntil(Instant.parse("2026-11-18T16:00:00Z"), Reason.OWN_LIMIT));
        assertThat(judge(rules)
                        .decide(
                                Receiver.Kind.CONTACT,
                                sent(1, NOON),
                                dueAt,
                                Overflow.delay(Duration.ofHours(35)),
                                NOON))
                .isEqualTo(new Decision.Dropped(Reason.OWN_LIMIT));
    }

    @Test
    void quietHoursHoldUpAndNeverDrop() {
        Ruleset rules = rules(new QuietHours(LocalTime.of(10, 0), LocalTime.of(13, 0)));

        assertThat(judge(rules).decide(Receiver.Kind.CONTACT, List.of(), NOON, Overflow.drop(), NOON))
                .isEqualTo(new Decision.WaitUntil(Instant.parse("2026-11-18T05:00:00Z"), Reason.QUIET_HOURS));
    }

    /**
     * Years of one contact's life: plans that want to say something, members who confirm at once, late or never, and
     * WeCom, which counts what is confirmed in each month of its own calendar and says when it is too much.
     */
    @ParameterizedTest
    @ValueSource(strings = {"MONTH", "WEEK 7", "DAY 1"})
    void whoeverSendsOnlyWhatIsAdmittedNeverUsesUpWhatWeComAllows(String weCom) {
        Cap cap = cap(weCom);
        Ruleset rules = new Ruleset(cap, List.of(), List.of(), List.of(), null, Overflow.drop(), 10, 100_000);
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Use> uses = new ArrayList<>();
            Map<LocalDate, Integer> received = new HashMap<>();
            Instant now = Instant.parse("2026-01-01T00:00:00Z");
            int admitted = 0;
            while (now.isBefore(Instant.parse("2027-06-01T00:00:00Z"))) {
                now = now.plusSeconds(random.nextInt(seed % 2 == 0 ? 20_000 : 200_000));
                if (judge(rules).decide(Receiver.Kind.CONTACT, uses, now, null, now) instanceof Decision.Admitted) {
                    uses.add(new Use(uses.size() + 1, State.OPEN, now, null));
                    admitted++;
                }
                confirmSome(uses, received, cap, now, random);
                int most =
                        cap.window() == Window.MONTH ? YearMonth.from(day(now)).lengthOfMonth() : cap.most();
                assertThat(received.getOrDefault(first(cap, now), 0)).isLessThanOrEqualTo(most);
            }
            assertThat(admitted).as("seed %d", seed).isGreaterThan(40);
        }
    }

    /** If all confirm at once, not one message less than WeCom allows goes through. */
    @Test
    void whatWeComAllowsIsUsedToTheLast() {
        Ruleset rules = rules();
        List<Use> uses = new ArrayList<>();
        Map<YearMonth, Integer> received = new HashMap<>();
        for (Instant now = Instant.parse("2025-12-31T16:00:00Z");
                now.isBefore(Instant.parse("2026-12-31T16:00:00Z"));
                now = now.plus(Duration.ofHours(5))) {
            if (judge(rules).decide(Receiver.Kind.CONTACT, uses, now, Overflow.drop(), now)
                    instanceof Decision.Admitted) {
                uses.add(new Use(uses.size() + 1, State.SENT, now, null));
                received.merge(YearMonth.from(day(now)), 1, Integer::sum);
            }
        }
        assertThat(received).hasSize(12);
        received.forEach((month, count) -> assertThat(count).as("%s", month).isEqualTo(month.lengthOfMonth()));
    }

    private static void confirmSome(
            List<Use> uses, Map<LocalDate, Integer> received, Cap cap, Instant now, Random random) {
        for (int i = 0; i < uses.size(); i++) {
            Use use = uses.get(i);
            if (use.state() == State.OPEN && random.nextInt(100) < 15) {
                uses.set(i, new Use(use.n(), State.SENT, now, null));
                received.merge(first(cap, now), 1, Integer::sum);
            }
        }
        // Members who never confirm: the message is given up after a week.
        for (Iterator<Use> each = uses.iterator(); each.hasNext(); ) {
            Use use = each.next();
            if (use.state() == State.OPEN && use.at().isBefore(now.minus(Duration.ofDays(7)))) {
                each.remove();
            }
        }
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.ofHours(8));
    }

    private static LocalDate first(Cap cap, Instant at) {
        LocalDate day = day(at);
        return switch (cap.window()) {
            case DAY -> day;
            case WEEK -> day.minusDays(day.getDayOfWeek().getValue() - 1L);
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    private static Cap cap(String text) {
        String[] parts = text.split(" ", -1);
        return new Cap(Window.valueOf(parts[0]), parts.length == 1 ? null : Integer.valueOf(parts[1]));
    }

    private static Decision decide(Ruleset rules, List<Use> uses) {
        return judge(rules).decide(Receiver.Kind.CONTACT, uses, NOON, null, NOON);
    }

    private static Judge judge(Ruleset rules) {
        return new Judge(rules, SHANGHAI);
    }

    private static Ruleset rules() {
        return Ruleset.PUBLISHED;
    }

    private static Ruleset rules(QuietHours quiet, Cap... own) {
        return new Ruleset(
                Ruleset.PUBLISHED.weCom(),
                List.of(own),
                List.of(),
                List.of(),
                quiet,
                Ruleset.PUBLISHED.overflow(),
                10,
                100_000);
    }

    private static List<Use> sent(int count, Instant at) {
        return uses(State.SENT, count, at);
    }

    private static List<Use> uses(State state, int count, Instant at) {
        List<Use> uses = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            uses.add(new Use(i, state, at, null));
        }
        return uses;
    }
}
