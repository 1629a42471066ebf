package scrm.rest.admission;

import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.unit.DataSize;

import scrm.rest.RestProperties;

/** Admission wherever bodies are read, and not only passed on. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(name = "scrm.rest.admission.enabled", matchIfMissing = true)
@EnableConfigurationProperties(RestProperties.class)
class AdmissionAutoConfiguration {
    /** After Spring Security (-100), so that strangers take no room, and before anybody reads a body. */
    private static final int ORDER = -55;

    /** A body becomes about ten times its size; that leaves five sixths of the heap to everything else. */
    private static final int SHARE_OF_HEAP = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Bean
    FilterRegistrationBean<AdmissionFilter> admissionFilter(RestProperties properties) {
        DataSize room = properties.admission().room();
        FilterRegistrationBean<AdmissionFilter> registration = new FilterRegistrationBean<>(new AdmissionFilter(
                room == null ? DataSize.ofBytes(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP) : room,
                properties.maxBodySize(),
                PATIENCE));
        registration.setOrder(ORDER);
        return registration;
    }
}
