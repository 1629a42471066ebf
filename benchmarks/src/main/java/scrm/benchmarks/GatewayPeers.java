package scrm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.cloud.gateway.config.GatewayNoLoadBalancerClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** What stands beside the gateway, and the service behind all of them; each is a process of its own. */
final class GatewayPeers {
    /** Where the address of the service behind stands. */
    static final String BACKEND = "BACKEND";

    private GatewayPeers() {}

    private static int port(String name) {
        return Integer.parseInt(System.getenv(name));
    }

    /** Tells that the process is ready. */
    private static DisposableServer ready() {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port("MANAGEMENT_SERVER_PORT"))
                .handle((_, response) -> response.status(200).send())
                .bindNow();
    }

    /** Serves until the process is ended. */
    private static void serve(HttpServer server) {
        DisposableServer bound =
                server.host("127.0.0.1").port(port("SERVER_PORT")).bindNow();
        ready();
        bound.onDispose().block();
    }

    /** Answers every GET with JSON of as many bytes as the end of its path says. */
    static final class Backend {
        private static final Map<String, byte[]> BODIES = Map.of("200", json(200), "4096", json(4096));

        private Backend() {}

        private static byte[] json(int bytes) {
            String head = "{\"items\":\"";
            return (head + "x".repeat(bytes - head.length() - 2) + "\"}").getBytes(StandardCharsets.US_ASCII);
        }

        public static void main(String[] args) {
            serve(HttpServer.create().handle((request, response) -> {
                String path = request.fullPath();
                byte[] body = Objects.requireNonNull(BODIES.get(path.substring(path.lastIndexOf('/') + 1)));
                return response.header("Content-Type", "application/json")
                        .header("Content-Length", Integer.toString(body.length))
                        .sendByteArray(Mono.just(body));
            }));
        }
    }

    /** Passes on and looks at nothing: the least that a proxy in Java costs. */
    static final class BareProxy {
        private BareProxy() {}

        public static void main(String[] args) {
            HttpClient client = HttpClient.create().baseUrl(System.getenv(BACKEND));
            serve(HttpServer.create()
                    .handle((request, response) -> client.headers(headers ->
                                    headers.set(request.requestHeaders()).remove("Host"))
                            .get()
                            .uri(request.uri())
                            .response((answer, body) -> {
                                response.status(answer.status()).headers(answer.responseHeaders());
                                return response.send(body.retain());
                            })));
        }
    }

    /** Spring Cloud Gateway as it comes: no token, no limit. */
    static final class StockGateway {
        private StockGateway() {}

        public static void main(String[] args) {
            String route = "spring.cloud.gateway.server.webflux.routes[0].";
            new SpringApplicationBuilder(Stock.class)
                    .properties(
                            route + "id=tags",
                            route + "uri=" + System.getenv(BACKEND),
                            route + "predicates[0]=Path=/v1/corps/*/corp-tags/**")
                    .web(WebApplicationType.REACTIVE)
                    .run(args);
            ready();
        }

        /** What its starter brings; the class path has Spring MVC, too, which it would refuse. */
        @Configuration(proxyBeanMethods = false)
        @ImportAutoConfiguration({
            ConfigurationPropertiesAutoConfiguration.class,
            PropertyPlaceholderAutoConfiguration.class,
            SslAutoConfiguration.class,
            JacksonAutoConfiguration.class,
            CodecsAutoConfiguration.class,
            HttpHandlerAutoConfiguration.class,
            WebFluxAutoConfiguration.class,
            ErrorWebFluxAutoConfiguration.class,
            NettyReactiveWebServerAutoConfiguration.class,
            GatewayAutoConfiguration.class,
            GatewayNoLoadBalancerClientAutoConfiguration.class
        })
        static class Stock {}
    }
}
