package scrm.group.health;

/** What health is made of. What each figure is, the texts in {@code definitions.properties} say. */
enum Component {
    GROWTH(20, -0.05, 0.05),
    QUITS(20, 0.05, 0),
    RETENTION_1(5, 0.7, 0.95),
    RETENTION_7(10, 0.5, 0.9),
    RETENTION_30(10, 0.3, 0.8),
    SENDS(5, 0, 1),
    DELIVERY(5, 0.5, 0.95),
    REACTIONS(10, 0, 0.05),
    TALK(15, 0, 1);

    private final int weight;
    private final double none;
    private final double full;

    Component(int weight, double none, double full) {
        this.weight = weight;
        this.none = none;
        this.full = full;
    }

    Measure standard() {
        return new Measure(weight, none, full);
    }

    /**
     * How a figure is judged: between the two, points grow evenly.
     *
     * @param weight 0 to 100; 0: it does not count
     * @param none the figure that gets no points
     * @param full the figure that gets all of them; may be below the other
     */
    record Measure(int weight, double none, double full) {
        Measure {
            if (weight < 0 || weight > 100) {
                throw new IllegalArgumentException("a weight is 0 to 100");
            }
            if (none == full) {
                throw new IllegalArgumentException("no points and all of them for the same figure");
            }
        }

        /** 0 to 1. */
        double judge(double figure) {
            return Math.clamp((figure - none) / (full - none), 0, 1);
        }
    }
}
