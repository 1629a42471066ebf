package scrm.gateway.doctor;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What doctor compares with what runs, beside what others are told.
 *
 * @param publicUrl {@code SCRM_PUBLIC_URL}: where WeCom and contacts find the gateway
 */
@ConfigurationProperties("scrm.gateway.doctor")
record DoctorProperties(@Nullable String publicUrl) {}
