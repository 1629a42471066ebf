package scrm.group.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import scrm.group.activity.GroupDay;
import scrm.group.activity.GroupDay.Moves;
import scrm.group.activity.GroupDay.Reach;
import scrm.group.activity.GroupDay.Talk;
import scrm.group.activity.GroupDay.Ways;
import scrm.group.health.Component.Measure;
import scrm.group.health.Health.Part;
import scrm.group.health.HealthModel.Alarm;
import scrm.group.health.HealthModel.Bands;
import scrm.group.health.History.OwnerWeek;

class HealthTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    /** A contact's stay, by how many days ago it began and ended. */
    private record Stay(int joined, @Nullable Integer quit) {
        boolean inAfter(int daysAgo) {
            return joined >= daysAgo && (quit == null || quit < daysAgo);
        }
    }

    @Test
    void figuresAreThoseThatCountingEveryStayGives() {
        Random random = new Random(42);
        for (int i = 0; i < 500; i++) {
            List<Stay> stays = stays(random);
            int size = (int) stays.stream().filter(stay -> stay.quit == null).count();
            History history = new History(TODAY, TODAY.minusDays(200), size, days(stays), null);

            long before = stays.stream().filter(stay -> stay.inAfter(8)).count();
            long joins =
                    stays.stream().filter(s -> s.joined >= 1 && s.joined <= 7).count();
            long quits = stays.stream()
                    .filter(s -> s.quit != null && s.quit >= 1 && s.quit <= 7)
                    .count();
            assertThat(history.figure(Component.GROWTH))
                    .hasValueSatisfying(growth ->
                            assertThat(growth).isCloseTo((double) (joins - quits) / Math.max(1, before), within(1e-9)));
            for (int days : List.of(1, 7, 30)) {
                List<Stay> cohort = stays.stream()
                        .filter(s -> s.joined > days && s.joined <= days + 30)
                        .toList();
                long stayed = cohort.stream()
                        .filter(s -> s.quit == null || s.joined - s.quit >= days)
                        .count();
                Component component = Component.valueOf("RETENTION_" + days);
                if (cohort.size() < 5) {
                    assertThat(history.figure(component)).isEmpty();
                } else {
                    assertThat(history.figure(component))
                            .hasValueSatisfying(share ->
                                    assertThat(share).isCloseTo((double) stayed / cohort.size(), within(1e-9)));
                }
            }
        }
    }

    private static List<Stay> stays(Random random) {
        List<Stay> stays = new ArrayList<>();
        for (int n = random.nextInt(80); n >= 0; n--) {
            int joined = random.nextInt(61);
            stays.add(new Stay(joined, random.nextBoolean() ? null : random.nextInt(joined + 1)));
        }
        return stays;
    }

    private static NavigableMap<LocalDate, GroupDay> days(List<Stay> stays) {
        TreeMap<LocalDate, GroupDay> days = new TreeMap<>();
        for (Stay stay : stays) {
            int lasted = stay.quit == null ? 1000 : stay.joined - stay.quit;
            add(days, stay.joined, 1, 0, lasted < 1 ? 1 : 0, lasted < 7 ? 1 : 0, lasted < 30 ? 1 : 0);
            if (stay.quit != null) {
                add(days, stay.quit, 0, 1, 0, 0, 0);
            }
        }
        return days;
    }

    private static void add(
            Map<LocalDate, GroupDay> days, int daysAgo, int joins, int quits, int left1, int left7, int left30) {
        LocalDate day = TODAY.minusDays(daysAgo);
        Moves before = days.getOrDefault(day, GroupDay.NONE).moves();
        days.put(
                day,
                GroupDay.NONE.with(new Moves(
                        before.joins() + joins,
                        Ways.NONE,
                        before.quits() + quits,
                        0,
                        0,
                        before.left1() + left1,
                        before.left7() + left7,
                        before.left30() + left30)));
    }

    @Test
    void theWeightOfWhatIsUnknownIsSharedOutAndThePointsMakeTheScore() {
        Random random = new Random(43);
        for (int i = 0; i < 300; i++) {
            History history = new History(TODAY, TODAY.minusDays(200), 50, days(stays(random)), null);
            Health health = Health.of(history, HealthModel.STANDARD);

            assertThat(health.parts()).hasSize(Component.values().length);
            assertThat(health.parts().stream().mapToDouble(Part::outOf).sum()).isCloseTo(100, within(1e-9));
            assertThat(health.parts()).allSatisfy(part -> {
                assertThat(part.points()).isBetween(0.0, part.outOf());
                assertThat(part.outOf() == 0).isEqualTo(part.figure() == null);
            });
            assertThat(health.score()).isEqualTo((int)
                    Math.round(health.parts().stream().mapToDouble(Part::points).sum()));
        }
    }

    @Test
    void ofANewGroupTooLittleIsKnown() {
        Health health = Health.of(new History(TODAY, TODAY, 3, new TreeMap<>(), null), HealthModel.STANDARD);

        assertThat(health.score()).isNull();
        assertThat(health.parts()).allSatisfy(part -> assertThat(part.figure()).isNull());
        assertThat(health.band(HealthModel.STANDARD)).isEmpty();
    }

    @Test
    void whatWeComCountsOfSeveralGroupsIsMarkedAndGivesWayToWhatIsToldOfTheGroup() {
        OwnerWeek owner = new OwnerWeek(3, 700, 350);
        History shared = new History(TODAY, TODAY.minusDays(200), 50, new TreeMap<>(), owner);
        assertThat(talk(shared)).satisfies(part -> {
            assertThat(part.figure()).isEqualTo(2);
            assertThat(part.shared()).isTrue();
        });
        assertThat(talk(new History(TODAY, TODAY.minusDays(200), 50, new TreeMap<>(), new OwnerWeek(1, 700, 350)))
                        .shared())
                .isFalse();

        TreeMap<LocalDate, GroupDay> told = new TreeMap<>();
        for (int day = 1; day <= 4; day++) {
            told.put(TODAY.minusDays(day), new GroupDay(Moves.NONE, Reach.NONE, 0, 0, new Talk(10, 4)));
        }
        assertThat(talk(new History(TODAY, TODAY.minusDays(200), 50, told, owner)))
                .satisfies(part -> {
                    assertThat(part.figure()).isEqualTo(70.0 / 50);
                    assertThat(part.shared()).isFalse();
                });
    }

    private static Part talk(History history) {
        return Health.of(history, HealthModel.STANDARD).parts().stream()
                .filter(part -> part.component() == Component.TALK)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aKindIsJudgedInItsOwnWayAndOthersAsAny() {
        HealthProperties properties = new HealthProperties(Map.of(
                "TASK",
                new HealthProperties.Kind(Map.of(Component.TALK, new Measure(0, 0, 1)), new Bands(50, 20), null),
                "ANY",
                new HealthProperties.Kind(Map.of(), null, new Alarm(0.01, 0.2, 0.2, 10, 0.1))));
        Map<String, HealthModel> models = properties.models();

        assertThat(HealthProperties.model(models, "TASK").of(Component.TALK).weight())
                .isZero();
        assertThat(HealthProperties.model(models, "TASK").of(Component.GROWTH)).isEqualTo(Component.GROWTH.standard());
        assertThat(HealthProperties.model(models, "REGION").alarm().burst()).isEqualTo(10);
        assertThat(HealthProperties.model(models, null).alarm().burst()).isEqualTo(10);
        assertThat(HealthProperties.model(models, "TASK").bands().of(49)).isEqualTo(Health.Band.WEAKENING);
    }

    @Test
    void settingsThatCannotBeJudgedByAreRefused() {
        assertThatThrownBy(() -> new Measure(101, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Measure(10, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bands(40, 60)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Alarm(0, 0.3, 0.1, 5, 0.05)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyComponentAndSignHasADefinitionInBothLanguages() {
        for (String language : List.of("zh-CN", "en")) {
            HealthController.Definitions definitions =
                    new HealthController.Definitions(java.util.Locale.forLanguageTag(language));
            for (Component component : Component.values()) {
                assertThat(definitions.of("component", component.name())).isNotBlank();
            }
            for (Sign.Code code : Sign.Code.values()) {
                assertThat(definitions.of("sign", code.name())).isNotBlank();
            }
        }
    }
}
