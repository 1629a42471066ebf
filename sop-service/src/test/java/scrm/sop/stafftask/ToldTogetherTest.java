package scrm.sop.stafftask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ToldTogetherTest {
    @Test
    void theSameWordsAreToldOnceForUpToAHundredTasks() {
        List<Errand> errands = LongStream.range(0, 250)
                .mapToObj(giver -> errand(giver, "请打电话"))
                .toList();

        assertThat(ToldTogether.messages(errands)).extracting(List::size).containsExactly(100, 100, 50);
    }

    @Test
    void differentWordsShareAMessageAsLongAsItHasRoomForThem() {
        String text = "祝".repeat(250);

        List<List<Long>> messages =
                ToldTogether.messages(List.of(errand(1, text + "1"), errand(2, text + "2"), errand(3, text + "3")));

        assertThat(messages).containsExactly(List.of(1L, 2L), List.of(3L));
    }

    @Test
    void tasksWithTheSameWordsStandTogetherWhateverIsBetweenThem() {
        assertThat(ToldTogether.messages(List.of(errand(1, "打电话"), errand(2, "登门"), errand(3, "打电话"))))
                .containsExactly(List.of(1L, 3L, 2L));
    }

    @Test
    void everyTaskIsInOneMessageAndNoMessageIsTooLong() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Errand> errands = new ArrayList<>();
            int many = 1 + random.nextInt(300);
            for (long giver = 0; giver < many; giver++) {
                errands.add(errand(
                        giver, String.valueOf((char) ('一' + random.nextInt(20))).repeat(1 + random.nextInt(500))));
            }

            List<List<Long>> messages = ToldTogether.messages(errands);

            assertThat(messages.stream().flatMap(List::stream))
                    .containsExactlyInAnyOrderElementsOf(
                            errands.stream().map(Errand::giver).toList());
            for (List<Long> message : messages) {
                Set<String> texts = new HashSet<>();
                message.forEach(giver -> texts.add(errands.get(giver.intValue()).text()));
                assertThat(message).hasSizeBetween(1, ToldTogether.MOST_TASKS);
                assertThat(texts.stream().mapToInt(ToldTogether::bytes).sum())
                        .isLessThanOrEqualTo(ToldTogether.MOST_BYTES);
            }
        }
    }

    @Test
    void theLongestTextLeavesRoomForWhomItIsAbout() {
        String longest = "好".repeat(500);

        assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(1500);
        assertThat(ToldTogether.bytes(longest)).isLessThan(ToldTogether.MOST_BYTES);
    }

    private static Errand errand(long giver, String text) {
        return new Errand(giver, null, null, text);
    }
}
