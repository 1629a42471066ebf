package scrm.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Figures of several contenders, one each per round. Machines differ and are noisy, so contenders take turns within a
 * round, and only the ratio of two figures of the same round is compared with a goal.
 */
final class Samples {
    private final Map<String, List<Double>> byContender = new LinkedHashMap<>();
    private final String unit;

    Samples(String unit) {
        this.unit = unit;
    }

    /** Adds a contender's figure of the running round. */
    void add(String contender, double figure) {
        byContender.computeIfAbsent(contender, _ -> new ArrayList<>()).add(figure);
    }

    double median(String contender) {
        return percentile(of(contender), 50);
    }

    /** A contender's figure alone. */
    Result alone(String name, String contender) {
        return new Result(
                name,
                median(contender),
                unit,
                percentile(of(contender), 10),
                percentile(of(contender), 90),
                null,
                null,
                null,
                null);
    }

    /** A contender's figure beside another's. */
    Result beside(String name, String contender, String other) {
        List<Double> ratios = IntStream.range(
                        0, Math.min(of(contender).size(), of(other).size()))
                .mapToObj(round -> of(contender).get(round) / of(other).get(round))
                .toList();
        return new Result(
                name,
                median(contender),
                unit,
                percentile(ratios, 10),
                percentile(ratios, 90),
                String.format(Locale.ROOT, "%s: %,.2f %s", other, median(other), unit),
                percentile(ratios, 50),
                null,
                null);
    }

    private List<Double> of(String contender) {
        return byContender.getOrDefault(contender, List.of());
    }

    /** The nearest rank; NaN of nothing. */
    static double percentile(List<Double> figures, double percent) {
        if (figures.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
