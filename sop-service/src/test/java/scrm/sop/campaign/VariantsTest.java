package scrm.sop.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import scrm.sop.content.MessageContent;

class VariantsTest {
    private static final CampaignId ID = new CampaignId(7);

    @Test
    void oneVariantWithoutHoldOutIsForEverybody() {
        assertThat(split(variants(0, 1), ID)).isEqualTo(Map.of("A", 20_000L));
    }

    @Test
    void receiversAreSplitByWeightAfterTheHoldOutIsTaken() {
        Map<String, Long> split = split(variants(10, 3, 1), ID);

        assertThat(split.get(Variants.HELD_OUT)).isCloseTo(2_000, within(200L));
        assertThat(split.get("A")).isCloseTo(13_500, within(300L));
        assertThat(split.get("B")).isCloseTo(4_500, within(300L));
    }

    @Test
    void aReceiverStaysWhereItIsAndEachMessageSplitsAnew() {
        Variants variants = variants(20, 1, 1);

        assertThat(receivers().filter(receiver -> variants.of(ID, receiver).equals(variants.of(ID, receiver))))
                .hasSize(20_000);
        assertThat(receivers()
                        .filter(receiver -> variants.of(ID, receiver).equals(variants.of(new CampaignId(8), receiver))))
                .hasSizeLessThan(10_000);
    }

    private static Map<String, Long> split(Variants variants, CampaignId id) {
        return receivers().collect(Collectors.groupingBy(receiver -> variants.of(id, receiver), Collectors.counting()));
    }

    private static Stream<String> receivers() {
        return IntStream.range(0, 20_000).mapToObj(i -> "wm" + i);
    }

    private static Variants variants(int holdOut, int... weights) {
        List<Variants.Variant> variants = IntStream.of(weights)
                .mapToObj(weight -> new Variants.Variant(weight, new MessageContent("你好", List.of())))
                .toList();
        return new Variants(variants, holdOut);
    }
}
