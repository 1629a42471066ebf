package scrm.group.health;

import java.util.EnumMap;
import java.util.Map;

import scrm.group.health.Component.Measure;

/**
 * By what groups of a kind are judged.
 *
 * @param measures of every component
 * @param bands of scores
 * @param alarm when something is a sign
 */
record HealthModel(Map<Component, Measure> measures, Bands bands, Alarm alarm) {
    static final HealthModel STANDARD = new HealthModel(Map.of(), Bands.STANDARD, Alarm.STANDARD);

    HealthModel {
        EnumMap<Component, Measure> all = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            all.put(component, component.standard());
        }
        all.putAll(measures);
        if (all.values().stream().mapToInt(Measure::weight).sum() == 0) {
            throw new IllegalArgumentException("something must have a weight");
        }
        measures = Map.copyOf(all);
    }

    Measure of(Component component) {
        return measures.getOrDefault(component, component.standard());
    }

    /**
     * Where bands begin.
     *
     * @param healthy the least score of a healthy group
     * @param weakening the least score of a group that is not critical
     */
    record Bands(int healthy, int weakening) {
        static final Bands STANDARD = new Bands(70, 40);

        Bands {
            if (weakening < 0 || weakening > healthy || healthy > 100) {
                throw new IllegalArgumentException("bands begin in order, within 0 to 100");
            }
        }

        Health.Band of(int score) {
            if (score >= healthy) {
                return Health.Band.HEALTHY;
            }
            return score >= weakening ? Health.Band.WEAKENING : Health.Band.CRITICAL;
        }
    }

    /**
     * When something is a sign.
     *
     * @param rare how seldom, by chance, a week's joins or quits may be as they are, given the four weeks before
     * @param silence a week has become silent with this share of what was said in an average one of the four before
     * @param shrinking by which share a group shrinks in 14 days
     * @param burst quits of a day, at least
     * @param burstShare quits of a day, at least this share of the group
     */
    record Alarm(double rare, double silence, double shrinking, int burst, double burstShare) {
        static final Alarm STANDARD = new Alarm(0.01, 0.4, 0.05, 5, 0.05);

        Alarm {
            if (rare <= 0 || rare >= 1 || silence <= 0 || silence >= 1 || shrinking <= 0 || shrinking >= 1) {
                throw new IllegalArgumentException("rare, silence and shrinking are between 0 and 1");
            }
            if (burst < 1 || burstShare <= 0 || burstShare >= 1) {
                throw new IllegalArgumentException("a burst is one quit at least, and a share between 0 and 1");
            }
        }
    }
}
