package scrm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import scrm.stores.GuardedProcess;
import scrm.stores.Ports;

/**
 * What the gateway adds to a call: its token checked, its client's budget counted, its route found. Beside it, in
 * alternate rounds: the service asked directly, nginx if the machine has it, a proxy that does nothing else on Reactor
 * Netty, and Spring Cloud Gateway as it comes, without token and budget. Everything shares the machine with the load.
 */
final class GatewayBenchmark implements Job {
    private static final String OURS = "gateway";
    private static final String DIRECT = "direct";
    private static final String BARE = "bare Reactor Netty";
    private static final String STOCK = "stock Spring Cloud Gateway";
    private static final String NGINX = "nginx";
    private static final String MANY = "gateway with 1,000 routes more";
    private static final int MORE_ROUTES = 1_000;
    private static final List<Integer> BYTES = List.of(200, 4096);
    private static final List<Integer> CONNECTIONS = List.of(32, 256);

    @Override
    public String name() {
        return "J6";
    }

    @Override
    public String title() {
        return "gateway: what it adds to a call, beside nginx and other proxies";
    }

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        try (ServiceStack stack = ServiceStack.start(settings, 1)) {
            stack.createDatabases(List.of("scrm_gateway"));
            return new Run(settings, stack).measure();
        }
    }

    private static final class Run {
        private final JobSettings settings;
        private final String corpId;
        private final String token;
        private final Map<String, Integer> ports = new LinkedHashMap<>();
        private final Map<Integer, Samples> added = new HashMap<>();
        private final Map<String, Samples> rates = new HashMap<>();
        private final Samples p99 = new Samples("ms");
        private long refused;

        Run(JobSettings settings, ServiceStack stack) throws IOException {
            this.settings = settings;
            corpId = stack.corps().getFirst().definition().corpId();
            token = stack.token();
            settings.progress().accept("starting the gateway and what stands beside it");
            ServiceProcess backend = peer(stack, GatewayPeers.Backend.class, Map.of());
            Map<String, String> behind =
                    Map.of(GatewayPeers.BACKEND, backend.url().toString());
            ports.put(DIRECT, backend.port());
            ports.put(OURS, gateway(stack, backend, OURS, List.of()).port());
            ports.put(BARE, peer(stack, GatewayPeers.BareProxy.class, behind).port());
            ports.put(
                    STOCK, peer(stack, GatewayPeers.StockGateway.class, behind).port());
            Optional<Integer> nginx = nginx(stack, backend);
            nginx.ifPresent(port -> ports.put(NGINX, port));
            if (nginx.isEmpty()) {
                settings.progress().accept("without nginx, which is not installed");
            }
            String more =
                    IntStream.range(0, MORE_ROUTES).mapToObj(n -> "other-" + n).collect(Collectors.joining(","));
            String service = "--scrm.gateway.routing.services.more.";
            ports.put(
                    MANY,
                    gateway(
                                    stack,
                                    backend,
                                    "gateway-of-many",
                                    List.of(
                                            service + "url=" + backend.url(),
                                            service + "scope=more",
                                            service + "resources=" + more))
                            .port());
        }

        private ServiceProcess peer(ServiceStack stack, Class<?> main, Map<String, String> environment)
                throws IOException {
            return stack.closing(ServiceProcess.launch(settings, main, environment))
                    .awaitReady();
        }

        private static ServiceProcess gateway(
                ServiceStack stack, ServiceProcess backend, String name, List<String> arguments) throws IOException {
            Map<String, String> environment = stack.environment("scrm_gateway");
            environment.put("SCRM_TAG_SERVICE_URL", backend.url().toString());
            return stack.launch("gateway", name, environment, 0, arguments).awaitReady();
        }

        private Optional<Integer> nginx(ServiceStack stack, ServiceProcess backend) throws IOException {
            Optional<Path> program = Stream.concat(
                            Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                    .map(folder -> Path.of(folder, "nginx"))
                    .filter(Files::isExecutable)
                    .findFirst();
            if (program.isEmpty()) {
                return Optional.empty();
            }
            int port = Ports.free();
            Path folder = Files.createDirectories(settings.work().resolve(NGINX));
            Path configuration = Files.writeString(
                    folder.resolve("nginx.conf"), """
                    worker_processes 2;
                    daemon off;
                    pid %1$s/nginx.pid;
                    error_log %1$s/error.log;
                    events { worker_connections 2048; }
                    http {
                        access_log off;
                        keepalive_requests 10000000;
                        client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s;
                        uwsgi_temp_path %1$s; scgi_temp_path %1$s;
                        upstream service { server 127.0.0.1:%2$d; keepalive 256; keepalive_requests 10000000; }
                        server {
                            listen 127.0.0.1:%3$d;
                            location / { proxy_pass http://service; proxy_http_version 1.1; proxy_set_header Connection ""; }
                        }
                    }
                    """.formatted(folder.toAbsolutePath(), backend.port(), port));
            GuardedProcess process = GuardedProcess.start(
                    NGINX,
                    List.of(
                            program.get().toString(),
                            "-p",
                            folder.toString(),
                            "-c",
                            configuration.toAbsolutePath().toString()),
                    folder,
                    Map.of(),
                    folder.resolve("nginx.log"));
            stack.closing((AutoCloseable) () -> process.stop(Duration.ofSeconds(5)));
            return Optional.of(port);
        }

        List<Result> measure() throws InterruptedException {
            int rounds = settings.smoke() ? 1 : 5;
            for (int round = 0; round <= rounds; round++) {
                settings.progress().accept(round == 0 ? "warming up" : "round %d of %d".formatted(round, rounds));
                for (int bytes : BYTES) {
                    alone(bytes, round > 0);
                    for (int connections : CONNECTIONS) {
                        together(bytes, connections, round > 0);
                    }
                }
            }
            List<Result> results = new ArrayList<>();
            for (int bytes : BYTES) {
                Samples ours = added(bytes);
                results.add(goal(
                        ours.beside("added to a call, p50, %d bytes".formatted(bytes), OURS, BARE), "<= 1.3", 0, 1.3));
                for (String other : peers()) {
                    results.add(ours.alone("added by " + other + ", %d bytes".formatted(bytes), other));
                }
            }
            for (int bytes : BYTES) {
                for (int connections : CONNECTIONS) {
                    String what = "%d bytes, %d connections".formatted(bytes, connections);
                    Samples rate = rate(bytes, connections);
                    results.add(goal(rate.beside("rate, " + what, OURS, STOCK), ">= 2", 2, Double.MAX_VALUE));
                    results.add(rate.beside("rate beside the service itself, " + what, OURS, DIRECT));
                    for (String other : peers()) {
                        results.add(rate.alone("rate of " + other + ", " + what, other));
                    }
                }
            }
            results.add(p99.beside("p99, one connection, 200 bytes", OURS, BARE));
            results.add(goal(
                    rate(200, 32).beside("rate with 1,000 routes more, 200 bytes, 32 connections", MANY, OURS),
                    ">= 0.95",
                    0.95,
                    Double.MAX_VALUE));
            results.add(Result.of("answers other than 200", (double) refused, "answers")
                    .withGoal("0", refused == 0));
            return results;
        }

        private List<String> peers() {
            return ports.keySet().stream()
                    .filter(name -> !List.of(OURS, DIRECT, MANY).contains(name))
                    .toList();
        }

        /** A smoke's servers are not as quick as they become. */
        private Result goal(Result result, String text, double least, double most) {
            double ratio = Optional.ofNullable(result.ratio()).orElse(Double.NaN);
            return settings.smoke() ? result : result.withGoal(text, ratio >= least && ratio <= most);
        }

        private Samples added(int bytes) {
            return added.computeIfAbsent(bytes, _ -> new Samples("ms"));
        }

        private Samples rate(int bytes, int connections) {
            return rates.computeIfAbsent(bytes + " " + connections, _ -> new Samples("/s"));
        }

        /** One connection: how much longer a call takes than without anything between. */
        private void alone(int bytes, boolean counts) throws InterruptedException {
            Map<String, Double> p50 = new HashMap<>();
            for (Map.Entry<String, Integer> one : ports.entrySet()) {
                HttpLoad.Outcome outcome = load(one.getValue(), bytes, 1, settings.smoke() ? 200 : 3_000);
                p50.put(one.getKey(), outcome.millis(50));
                if (counts && bytes == 200) {
                    p99.add(one.getKey(), outcome.millis(99));
                }
            }
            if (counts) {
                double direct = p50.getOrDefault(DIRECT, 0.0);
                p50.forEach((name, millis) -> added(bytes).add(name, millis - direct));
            }
        }

        private void together(int bytes, int connections, boolean counts) throws InterruptedException {
            for (Map.Entry<String, Integer> one : ports.entrySet()) {
                HttpLoad.Outcome outcome = load(one.getValue(), bytes, connections, settings.smoke() ? 1_000 : 20_000);
                if (counts) {
                    rate(bytes, connections).add(one.getKey(), outcome.perSecond());
                }
            }
        }

        private HttpLoad.Outcome load(int port, int bytes, int connections, int requests) throws InterruptedException {
            byte[] request = HttpLoad.get("/v1/corps/" + corpId + "/corp-tags/" + bytes, token);
            HttpLoad.Outcome outcome = new HttpLoad(port, connections).run(Collections.nCopies(requests, request));
            refused += requests - outcome.count(200);
            return outcome;
        }
    }
}
