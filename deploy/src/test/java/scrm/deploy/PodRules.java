package scrm.deploy;

import static scrm.deploy.Manifest.list;
import static scrm.deploy.Manifest.map;
import static scrm.deploy.Manifest.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What every pod of ours keeps: Pod Security "restricted" and more. */
final class PodRules {
    private static final Set<String> VOLUMES = Set.of("configMap", "emptyDir", "secret", "persistentVolumeClaim");

    private PodRules() {}

    /** What a workload breaks, in words; empty if nothing. */
    static List<String> broken(Manifest workload) {
        Map<String, Object> pod = workload.pod().orElseThrow();
        List<String> broken = new ArrayList<>();
        restricted(pod, broken);
        for (Map<String, Object> container : containers(pod)) {
            restrictedContainer(container, broken);
            image(container, broken);
            resources(container, broken);
            if (!workload.kind().equals("Job")) {
                probes(container, broken);
            }
        }
        if ("service".equals(workload.podLabels().get("app.kubernetes.io/component"))) {
            service(pod, broken);
        }
        return broken.stream().map(rule -> workload.id() + ": " + rule).toList();
    }

    static List<Map<String, Object>> containers(Map<String, Object> pod) {
        return Stream.of("initContainers", "containers")
                .flatMap(kind -> list(pod, kind).stream())
                .toList();
    }

    private static void restricted(Map<String, Object> pod, List<String> broken) {
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            check(!pod.containsKey(host), host + " is set", broken);
        }
        check(is(true, pod, "securityContext", "runAsNonRoot"), "runAsNonRoot is not true", broken);
        check(!is(0, pod, "securityContext", "runAsUser"), "runs as user 0", broken);
        check(
                is("RuntimeDefault", pod, "securityContext", "seccompProfile", "type"),
                "the seccomp profile is not RuntimeDefault",
                broken);
        check(is(false, pod, "automountServiceAccountToken"), "a token of the cluster is mounted", broken);
        for (Map<String, Object> volume : list(pod, "volumes")) {
            check(
                    volume.keySet().stream().allMatch(key -> key.equals("name") || VOLUMES.contains(key)),
                    "volume " + volume.get("name") + " is of a kind that is not allowed",
                    broken);
        }
    }

    private static void restrictedContainer(Map<String, Object> container, List<String> broken) {
        check(
                is(false, container, "securityContext", "allowPrivilegeEscalation"),
                "privileges may be escalated",
                broken);
        check(!is(true, container, "securityContext", "privileged"), "privileged", broken);
        check(
                List.of("ALL")
                        .equals(map(container, "securityContext", "capabilities")
                                .get("drop")),
                "capabilities are kept",
                broken);
        check(!map(container, "securityContext", "capabilities").containsKey("add"), "capabilities are added", broken);
    }

    private static void image(Map<String, Object> container, List<String> broken) {
        String image = text(container, "image").orElse("");
        String tag = image.substring(image.lastIndexOf('/') + 1);
        check(
                tag.contains(":") && !tag.endsWith(":latest") && !tag.endsWith(":"),
                "image " + image + " names no release",
                broken);
    }

    private static void resources(Map<String, Object> container, List<String> broken) {
        for (String what : List.of("cpu", "memory")) {
            for (String how : List.of("requests", "limits")) {
                check(map(container, "resources", how).containsKey(what), "no " + how + " of " + what, broken);
            }
        }
        check(
                map(container, "resources", "requests")
                        .getOrDefault("memory", "")
                        .equals(map(container, "resources", "limits").getOrDefault("memory", "")),
                "memory is promised to others too",
                broken);
    }

    private static void probes(Map<String, Object> container, List<String> broken) {
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            check(container.containsKey(probe), "no " + probe, broken);
        }
    }

    private static void service(Map<String, Object> pod, List<String> broken) {
        Map<String, Object> container = containers(pod).getFirst();
        check(is(true, container, "securityContext", "readOnlyRootFilesystem"), "the root can be written", broken);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            String path = probe.equals("readinessProbe") ? "readiness" : "liveness";
            check(
                    is("/actuator/health/" + path, container, probe, "httpGet", "path")
                            && is("management", container, probe, "httpGet", "port"),
                    probe + " does not ask " + path + " at the management port",
                    broken);
        }
        Map<String, Object> sleep = map(container, "lifecycle", "preStop", "sleep");
        int pause = (int) sleep.getOrDefault("seconds", 0);
        check(pause > 0, "no pause before it stops", broken);
        check(
                (int) pod.getOrDefault("terminationGracePeriodSeconds", 30) >= pause + 60,
                "killed before requests and work have ended",
                broken);
        check(list(pod, "topologySpreadConstraints").size() == 2, "not spread over zones and nodes", broken);
    }

    private static boolean is(Object value, Map<String, Object> from, String... path) {
        return text(from, path).filter(String.valueOf(value)::equals).isPresent();
    }

    private static void check(boolean kept, String otherwise, List<String> broken) {
        if (!kept) {
            broken.add(otherwise);
        }
    }
}
