package scrm.sop.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import scrm.sop.content.MessageContent;
import scrm.sop.definition.Action.Split;
import scrm.sop.definition.Action.Variant;
import scrm.sop.groupmessage.FollowUp;

class SplitTest {
    private static final String DRAW = "plan 7 step hello";

    @Test
    void receiversAreSplitByTheShares() {
        Map<String, Long> split = drawn(split(variant("A", 70), variant("B", 20), variant("C", 10)), DRAW);

        assertThat(split.get("A")).isCloseTo(14_000, within(300L));
        assertThat(split.get("B")).isCloseTo(4_000, within(250L));
        assertThat(split.get("C")).isCloseTo(2_000, within(200L));
    }

    @Test
    void aReceiverStaysWhereItIsHoweverTheVariantsAreWrittenAndWhateverTheySay() {
        Split split = split(variant("A", 50), variant("B", 50));
        Split other = split(variant("B", 50), new Variant("A", 50, new MessageContent("再见", List.of())));

        assertThat(receivers()).allMatch(one -> split.variant(DRAW, one).equals(other.variant(DRAW, one)));
    }

    @Test
    void eachStepSplitsAnew() {
        Split split = split(variant("A", 50), variant("B", 50));

        assertThat(receivers()
                        .filter(one -> split.variant(DRAW, one).equals(split.variant("plan 7 step again", one)))
                        .count())
                .isCloseTo(10_000, within(300L));
    }

    @Test
    void whatFallsToAReceiverIsWhatIsSaid() {
        Action action = new Split(
                List.of(
                        new Variant("A", 50, new MessageContent("你好", List.of())),
                        new Variant("B", 50, new MessageContent("您好", List.of()))),
                FollowUp.NONE);

        assertThat(action.of("B")).isEqualTo(new Action.Say(new MessageContent("您好", List.of()), FollowUp.NONE));
        assertThat(action.wordings()).hasSize(2);
        Action ask = new Action.Ask(new MessageContent("打电话", List.of()));
        assertThat(ask.variant(DRAW, "wm1")).isEmpty();
        assertThat(ask.of("")).isEqualTo(ask);
    }

    private static Map<String, Long> drawn(Split split, String draw) {
        return receivers().collect(Collectors.groupingBy(one -> split.variant(draw, one), Collectors.counting()));
    }

    private static Stream<String> receivers() {
        return IntStream.range(0, 20_000).mapToObj(i -> "wm" + i);
    }

    private static Split split(Variant... variants) {
        return new Split(List.of(variants), FollowUp.NONE);
    }

    private static Variant variant(String key, int share) {
        return new Variant(key, share, new MessageContent("你好", List.of()));
    }
}
