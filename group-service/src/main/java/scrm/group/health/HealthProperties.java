package scrm.group.health;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import scrm.group.health.Component.Measure;
import scrm.group.health.HealthModel.Alarm;
import scrm.group.health.HealthModel.Bands;

/**
 * By what groups are judged. What is not set is as it stands in {@link Component} and {@link HealthModel}.
 *
 * <pre>{@code
 * scrm.health.kinds:
 *   TASK: {measures: {TALK: {weight: 0, none: 0, full: 1}}, bands: {healthy: 60, weakening: 30}}
 * }</pre>
 *
 * @param kinds by the kind of a group; {@code ANY}: those without a kind, or with one that is not here
 */
@ConfigurationProperties("scrm.health")
record HealthProperties(@DefaultValue Map<String, Kind> kinds) {
    private static final String ANY = "ANY";

    HealthProperties {
        kinds = Map.copyOf(kinds);
        kinds.values().forEach(Kind::model); // what cannot be judged by must not start
    }

    /** How one kind is judged. */
    record Kind(
            @DefaultValue Map<Component, Measure> measures,
            @Nullable Bands bands,
            @Nullable Alarm alarm) {
        HealthModel model() {
            return new HealthModel(
                    measures, bands == null ? Bands.STANDARD : bands, alarm == null ? Alarm.STANDARD : alarm);
        }
    }

    /** The models by kind; {@link #model} chooses among them. */
    Map<String, HealthModel> models() {
        Map<String, HealthModel> models = new HashMap<>();
        kinds.forEach((kind, settings) -> models.put(kind, settings.model()));
        models.putIfAbsent(ANY, HealthModel.STANDARD);
        return models;
    }

    static HealthModel model(Map<String, HealthModel> models, @Nullable String kind) {
        HealthModel any = models.getOrDefault(ANY, HealthModel.STANDARD);
        return kind == null ? any : models.getOrDefault(kind, any);
    }
}
