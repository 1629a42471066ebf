package scrm.group.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import scrm.events.UserId;

class QuestionTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    @Test
    void everyOwnerAndDayIsAskedForOnceInCallsThatWeComAllows() {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            List<UserId> owners = IntStream.range(0, 1 + random.nextInt(100))
                    .mapToObj(n -> new UserId("u" + n))
                    .toList();
            LocalDate first = TODAY.minusDays(random.nextInt(260));
            LocalDate last = first.plusDays(random.nextInt(260));
            Set<String> asked = new HashSet<>();
            for (Question question : Question.of(owners, first, last, TODAY)) {
                switch (question) {
                    case Question.OnDay(List<UserId> some, LocalDate day) -> {
                        assertThat(some).hasSizeLessThanOrEqualTo(100);
                        some.forEach(owner ->
                                assertThat(asked.add(owner + " " + day)).isTrue());
                    }
                    case Question.OfOwner(UserId owner, LocalDate from, LocalDate until) -> {
                        assertThat(ChronoUnit.DAYS.between(from, until)).isLessThan(30);
                        from.datesUntil(until.plusDays(1))
                                .forEach(day ->
                                        assertThat(asked.add(owner + " " + day)).isTrue());
                    }
                }
            }
            Set<String> wanted = new HashSet<>();
            for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                if (day.isBefore(TODAY) && !day.isBefore(TODAY.minusDays(180))) {
                    for (UserId owner : owners) {
                        wanted.add(owner + " " + day);
                    }
                }
            }
            assertThat(asked).isEqualTo(wanted);
        }
    }

    @Test
    void theCheaperOfTheTwoCallsIsMade() {
        List<UserId> one = List.of(new UserId("u"));
        List<UserId> many =
                IntStream.range(0, 100).mapToObj(n -> new UserId("u" + n)).toList();

        assertThat(Question.of(one, TODAY.minusDays(30), TODAY.minusDays(1), TODAY))
                .hasSize(1);
        assertThat(Question.of(many, TODAY.minusDays(30), TODAY.minusDays(1), TODAY))
                .hasSize(30);
        assertThat(Question.of(many, TODAY.minusDays(1), TODAY, TODAY)).hasSize(1);
    }
}
