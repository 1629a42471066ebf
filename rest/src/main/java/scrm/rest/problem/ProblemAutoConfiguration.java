package scrm.rest.problem;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import jakarta.servlet.Filter;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import tools.jackson.databind.json.JsonMapper;

import scrm.rest.ProblemMapper;
import scrm.rest.RestProperties;

/** Every refusal leaves as problem+json. */
@AutoConfiguration(
        beforeName = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration",
        afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(RestProperties.class)
class ProblemAutoConfiguration {
    @Bean
    ProblemWriter problemWriter(RestProperties properties, JsonMapper json, ObjectProvider<MeterRegistry> meters) {
        return new ProblemWriter(
                new ProblemTexts(properties.messages()), json, meters.getIfAvailable(() -> Metrics.globalRegistry));
    }

    @Bean
    ProblemAnswer problemAnswer(ObjectProvider<ProblemMapper> services, ProblemWriter writer) {
        return new ProblemAnswer(new Problems(services.orderedStream().toList()), writer);
    }

    @Bean
    ProblemResolver problemResolver(ProblemAnswer answer) {
        return new ProblemResolver(answer);
    }

    @Bean
    ProblemErrorController problemErrorController(ProblemWriter writer) {
        return new ProblemErrorController(writer);
    }

    /** What the firewall of Spring Security refuses: double slashes, encoded ones, control characters. */
    @Bean
    RequestRejectedHandler problemOfFirewall(ProblemAnswer answer) {
        return answer::write;
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        return first(new TraceFilter(), 0);
    }

    @Bean
    FilterRegistrationBean<ProblemFilter> problemFilter(ProblemAnswer answer) {
        // Inside Spring's observation of the request (HIGHEST_PRECEDENCE + 1), whose metrics then see the status.
        return first(new ProblemFilter(answer), 2);
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(RestProperties properties) {
        return first(new BodyLimitFilter(properties.maxBodySize()), 3);
    }

    private static <T extends Filter> FilterRegistrationBean<T> first(T filter, int place) {
        FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "scrm.wecom.WeComException")
    static class WithWeCom {
        @Bean
        ProblemMapper weComProblems() {
            return new WeComProblems();
        }
    }
}
