package scrm.gateway.doctor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What doctor compares with what runs, beside what others are told.
 *
 * @param publicUrl {@code SCRM_PUBLIC_URL}: where WeCom and contacts find the gateway
 * @param counts how long what was found is told again without another look
 */
@ConfigurationProperties("scrm.gateway.doctor")
record DoctorProperties(
        @Nullable String publicUrl, @DefaultValue("10s") Duration counts) {}
