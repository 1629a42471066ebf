package scrm.rest.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit log.
 *
 * @param enabled false where requests are only passed on
 * @param retention of an entry
 */
@ConfigurationProperties("scrm.rest.audit")
record AuditProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("730d") Duration retention) {}
