package scrm.rest.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;

import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.ProblemMapper;
import scrm.rest.RestProperties;
import scrm.rest.problem.ProblemWriter;
import scrm.rest.problem.Problems;

/** A bearer token for everything below {@code /v1/corps/{corpId}}, none for public pages and health, no way else. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(RestProperties.class)
class AccessAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    ScopeRule scopeRule(RestProperties properties) {
        String scope = properties.scope();
        if (scope == null || scope.isBlank()) {
            throw new IllegalStateException("Set scrm.rest.scope, or bring a bean of ScopeRule");
        }
        return request -> {
            SharedResource shared = SharedResource.of(resource(request));
            return shared == null ? scope : shared.scope(scope);
        };
    }

    /** The first segment behind the corp, as the dispatcher reads it: decoded. */
    private static String resource(HttpServletRequest request) {
        String[] segments = request.getServletPath().split("/", 6);
        return segments.length > 4 ? segments[4] : "";
    }

    @Bean
    JwtDecoder jwtDecoder(RestProperties properties) {
        return new Tokens(properties.auth(), Clock.systemUTC());
    }

    /** Without the issuer's keys nobody can be let in, but nobody is to blame for it either. */
    @Bean
    ProblemMapper issuerAway() {
        return thrown -> thrown instanceof AuthenticationServiceException
                ? Problem.of(ProblemCode.UNAVAILABLE).withRetryAfter(Problems.OUTAGE)
                : null;
    }

    @Bean
    SecurityFilterChain access(HttpSecurity http, RestProperties properties, ScopeRule scopes, ProblemWriter writer) {
        AccessProblems problems = new AccessProblems(writer);
        CorpAccess corpAccess = new CorpAccess(scopes);
        String[] open = properties.publicPaths().toArray(String[]::new);
        String[] system = properties.systemPaths().toArray(String[]::new);
        return http.csrf(AbstractHttpConfigurer::disable) // no cookie lets anybody in
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(paths -> {
                    paths.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD)
                            .permitAll();
                    paths.requestMatchers("/v1/corps/{corpId}", "/v1/corps/{corpId}/**")
                            .access(corpAccess);
                    if (system.length > 0) {
                        paths.requestMatchers(system).access(corpAccess);
                    }
                    // On a port of its own, which the gateway does not route; elsewhere nothing answers there.
                    paths.requestMatchers("/actuator/**", "/v3/api-docs/**").permitAll();
                    if (open.length > 0) {
                        paths.requestMatchers(open).permitAll();
                    }
                    // A controller elsewhere would answer any corp's token: it answers nobody.
                    paths.anyRequest().access((_, _) -> new CorpAccess.Denied(Problem.of(ProblemCode.NOT_FOUND)));
                })
                .oauth2ResourceServer(server ->
                        server.jwt(jwt -> {}).authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .build();
    }
}
