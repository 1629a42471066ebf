package scrm.localstack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import scrm.localstack.StackState;

/** The metrics that alerts and dashboards name, beside those that a running stack has. */
final class MonitoredMetrics {
    /** There only once something is wrong; that the code has them is what can be seen of them on a sound stack. */
    private static final Set<String> OF_TROUBLE =
            Set.of("wecom_misconfigured", "wecom_breaker_open", "scrm_due_missed_total");

    private static final Pattern EXPRESSION = Pattern.compile("(?m)^\\s*\"?expr\"?: (.*)$");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:scrm|wecom|http|jvm|hikaricp|kafka|process)_[a-z_]+(?=[{\\[)\\s,]|\\\\?\"|$)");

    private MonitoredMetrics() {}

    /** Those that are named and not there. */
    static Set<String> missing(Path root, StackState stack) throws IOException, InterruptedException {
        Set<String> missing = named(root.resolve("deploy/components/monitoring"));
        missing.removeAll(exposed(stack));
        for (String metric : OF_TROUBLE) {
            if (isInCode(root, metric.replaceFirst("_total$", "").replace('_', '.'))) {
                missing.remove(metric);
            }
        }
        return missing;
    }

    static Set<String> named(Path folder) throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                EXPRESSION
                        .matcher(Files.readString(file))
                        .results()
                        .flatMap(expression ->
                                METRIC.matcher(expression.group(1)).results())
                        .forEach(metric -> named.add(metric.group()));
            }
        }
        return named;
    }

    private static Set<String> exposed(StackState stack) throws IOException, InterruptedException {
        Set<String> exposed = new TreeSet<>();
        HttpClient client = HttpClient.newHttpClient();
        for (String service : stack.management().values()) {
            URI metrics = URI.create(service + "/actuator/prometheus");
            client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replaceAll("[{ ].*", ""))
                    .forEach(exposed::add);
        }
        return exposed;
    }

    private static boolean isInCode(Path root, String meter) throws IOException {
        for (String module : List.of("wecom", "sop-service")) {
            try (Stream<Path> sources = Files.walk(root.resolve(module).resolve("src/main/java"))) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    if (Files.readString(source).contains('"' + meter + '"')) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
