package scrm.sop.campaign;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import scrm.sop.content.MaterialWording;
import scrm.sop.content.Wording;
import scrm.sop.groupmessage.Lot;
import scrm.sop.material.MaterialId;

/**
 * What is said: one content, or several among which receivers are split, and a part that gets nothing, against which
 * the others are compared.
 *
 * @param variants one; or 2 to 5, called A to E
 * @param holdOut percent of receivers who get nothing, 0 to 50
 */
record Variants(List<Variant> variants, int holdOut) {
    static final int MOST = 5;
    static final int MAX_HOLD_OUT = 50;

    /** The name of the part that gets nothing. */
    static final String HELD_OUT = "-";

    Variants {
        variants = List.copyOf(variants);
    }

    /**
     * A content and its share.
     *
     * @param weight 1 to 100, against the weights of the others
     */
    record Variant(int weight, Wording content) {}

    /** Materials that it says. */
    Set<MaterialId> materials() {
        return variants.stream()
                .flatMap(variant ->
                        variant.content() instanceof MaterialWording material ? Stream.of(material) : Stream.empty())
                .map(MaterialWording::materialId)
                .collect(Collectors.toUnmodifiableSet());
    }

    static String name(int index) {
        return String.valueOf((char) ('A' + index));
    }

    Wording content(String name) {
        return variants.get(name.charAt(0) - 'A').content();
    }

    /** The variant of a receiver, or {@link #HELD_OUT}: by chance, but the same whenever and wherever it is asked. */
    String of(CampaignId campaignId, String receiver) {
        String draw = campaignId.toString();
        if (Lot.isWithin(holdOut, draw, receiver)) {
            return HELD_OUT;
        }
        int all = variants.stream().mapToInt(Variant::weight).sum();
        long point = Long.remainderUnsigned(Long.divideUnsigned(Lot.of(draw, receiver), 100), all);
        int index = 0;
        for (int passed = variants.getFirst().weight();
                passed <= point;
                passed += variants.get(index).weight()) {
            index++;
        }
        return name(index);
    }
}
