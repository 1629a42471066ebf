package scrm.gateway.access;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import scrm.gateway.routing.Route;
import scrm.gateway.routing.Routes;
import scrm.rest.access.ScopeRule;

/** A request asks for the scope of the service that it is routed to; one without a route finds nothing. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    private static final String DOCTOR = "/v1/doctor";

    @Bean
    ScopeRule scopeByRoute(Routes routes) {
        return request -> {
            if (request.getServletPath().equals(DOCTOR)) {
                return "ops";
            }
            Route route = routes.of(request);
            return route == null ? null : route.scope();
        };
    }
}
