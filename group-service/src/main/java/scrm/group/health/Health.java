package scrm.group.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.group.health.Component.Measure;

/**
 * How well a group is.
 *
 * @param score 0 to 100; absent if too little is known
 * @param parts of every component that has a weight
 */
record Health(@Nullable Integer score, List<Part> parts) {
    /** Figures of less weight than this make no score. */
    private static final int LEAST_KNOWN = 30;

    Health {
        parts = List.copyOf(parts);
    }

    /** Ranges of scores. */
    enum Band {
        HEALTHY,
        WEAKENING,
        CRITICAL
    }

    /**
     * What a component gives.
     *
     * @param weight that it has among all
     * @param outOf points that it can give, once the weight of what is unknown is shared out among what is known; 0 if
     *     it is unknown itself
     * @param points that it gives
     * @param figure absent: unknown
     * @param shared whether the figure is of all groups of the owner, for WeCom tells it of no single one
     */
    record Part(
            Component component,
            int weight,
            double outOf,
            double points,
            @Nullable Double figure,
            boolean shared) {}

    static Health of(History history, HealthModel model) {
        List<Figure> figures = new ArrayList<>();
        for (Component component : Component.values()) {
            if (model.of(component).weight() > 0) {
                figures.add(new Figure(component, history.figure(component).orElse(null)));
            }
        }
        int known = figures.stream()
                .filter(figure -> figure.value() != null)
                .mapToInt(figure -> model.of(figure.component()).weight())
                .sum();
        List<Part> parts = figures.stream()
                .map(figure -> part(figure, model.of(figure.component()), known, history))
                .toList();
        double points = parts.stream().mapToDouble(Part::points).sum();
        return new Health(known < LEAST_KNOWN ? null : Math.toIntExact(Math.round(points)), parts);
    }

    private record Figure(Component component, @Nullable Double value) {}

    private static Part part(Figure figure, Measure measure, int known, History history) {
        Double value = figure.value();
        if (value == null) {
            return new Part(figure.component(), measure.weight(), 0, 0, null, false);
        }
        double outOf = 100.0 * measure.weight() / known;
        boolean shared = figure.component() == Component.TALK && history.talkIsShared();
        return new Part(figure.component(), measure.weight(), outOf, outOf * measure.judge(value), value, shared);
    }

    Optional<Band> band(HealthModel model) {
        return Optional.ofNullable(score).map(model.bands()::of);
    }
}
