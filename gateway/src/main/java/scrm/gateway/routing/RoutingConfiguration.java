package scrm.gateway.routing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.cloud.gateway.server.mvc.config.GatewayMvcProperties;
import org.springframework.cloud.gateway.server.mvc.handler.ClientHttpRequestFactoryProxyExchange;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Wires the routes. Of Spring Cloud Gateway it takes the exchange with a service and leaves the rest: its handler puts
 * each query together anew and reads form bodies into it, and its filters cost more than the call.
 */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {
    private static final TimeValue IDLE = TimeValue.ofSeconds(45); // less than the 60 s after which services hang up
    private static final TimeValue CHECKED_AFTER = TimeValue.ofSeconds(2);

    @Bean
    Routes routes(RoutingProperties properties) {
        return new Routes(properties);
    }

    /** Passes everything on as it is: no redirects, cookies, decompression or retries of its own. */
    @Bean
    CloseableHttpClient serviceClient(RoutingProperties properties) {
        // As many as the bulkheads let through: they divide them, and nobody waits for one.
        int most = properties.services().values().stream()
                .mapToInt(properties::concurrentOf)
                .sum();
        ConnectionConfig connection = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                .setSocketTimeout(Timeout.of(properties.responseTimeout()))
                .setValidateAfterInactivity(CHECKED_AFTER)
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDefaultConnectionConfig(connection)
                        .setMaxConnPerRoute(most)
                        .setMaxConnTotal(most)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(Duration.ofSeconds(1)))
                        .build())
                .evictIdleConnections(IDLE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    private static ProxyExchange exchange(
            CloseableHttpClient client, Duration responseTimeout, GatewayMvcProperties properties) {
        HttpComponentsClientHttpRequestFactory requests = new HttpComponentsClientHttpRequestFactory(client);
        requests.setReadTimeout(responseTimeout);
        return new ClientHttpRequestFactoryProxyExchange(requests, properties);
    }

    /** How each service is asked. */
    private static Map<String, ServiceCall> calls(
            RoutingProperties properties,
            CloseableHttpClient client,
            GatewayMvcProperties exchanges,
            MeterRegistry meters) {
        Map<String, ServiceCall> calls = new HashMap<>();
        properties
                .services()
                .forEach((name, service) -> calls.put(
                        name,
                        new ServiceCall(
                                name,
                                exchange(client, properties.responseTimeoutOf(service), exchanges),
                                properties.concurrentOf(service),
                                meters)));
        return calls;
    }

    @Bean
    RouterFunction<ServerResponse> serviceRoutes(
            Routes routes,
            RoutingProperties properties,
            CloseableHttpClient serviceClient,
            GatewayMvcProperties exchanges,
            MeterRegistry meters) {
        Map<String, ServiceCall> calls = calls(properties, serviceClient, exchanges, meters);
        return request -> {
            Route route = routes.of(request.servletRequest());
            if (route == null) {
                return Optional.empty();
            }
            // Metrics count by it; the path itself would be a series for each contact.
            request.attributes()
                    .put(
                            HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE,
                            PathPatternParser.defaultInstance.parse(route.pattern()));
            return Optional.of(
                    passed -> Objects.requireNonNull(calls.get(route.service())).pass(passed, route));
        };
    }
}
