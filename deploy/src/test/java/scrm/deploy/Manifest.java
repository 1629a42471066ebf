package scrm.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One rendered resource. */
record Manifest(String apiVersion, String kind, String name, Map<String, Object> content) {
    private static final List<String> OF_PODS = List.of("Deployment", "StatefulSet", "DaemonSet", "Job");

    @SuppressWarnings("unchecked")
    static Manifest of(Object yaml) {
        Map<String, Object> content = (Map<String, Object>) yaml;
        return new Manifest(
                String.valueOf(content.get("apiVersion")),
                String.valueOf(content.get("kind")),
                text(content, "metadata", "name").orElse(""),
                content);
    }

    /** Kind and name, as kubectl writes them. */
    String id() {
        return kind + "/" + name;
    }

    /** The specification of its pods, if it makes any. */
    Optional<Map<String, Object>> pod() {
        return OF_PODS.contains(kind) ? Optional.of(map(content, "spec", "template", "spec")) : Optional.empty();
    }

    /** The labels of its pods, or its own. */
    Map<String, Object> podLabels() {
        return map(content, "spec", "template", "metadata", "labels");
    }

    /** What is said at that place, or an empty map. */
    static Map<String, Object> map(Map<String, Object> from, String... path) {
        Map<String, Object> at = from;
        for (String key : path) {
            at = cast(at.getOrDefault(key, Map.of()));
        }
        return at;
    }

    /** What is said at that place, or an empty list. */
    static List<Map<String, Object>> list(Map<String, Object> from, String... path) {
        Map<String, Object> holder =
                map(from, Stream.of(path).limit(path.length - 1).toArray(String[]::new));
        return castList(holder.getOrDefault(path[path.length - 1], List.of()));
    }

    /** What is said at that place as text. */
    static Optional<String> text(Map<String, Object> from, String... path) {
        Map<String, Object> holder =
                map(from, Stream.of(path).limit(path.length - 1).toArray(String[]::new));
        return Optional.ofNullable(holder.get(path[path.length - 1])).map(String::valueOf);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> castList(Object value) {
        return (List<Map<String, Object>>) value;
    }
}
