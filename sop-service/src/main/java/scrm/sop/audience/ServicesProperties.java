package scrm.sop.audience;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services are that are asked, and by what this one proves who it is.
 *
 * @param tagUrl tag-service
 * @param groupUrl group-service
 * @param tokenFile a file that holds a token, a mounted secret as a rule; blank: no service is asked
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may take; freezing the largest segment is a matter of seconds
 */
@ConfigurationProperties("scrm.services")
record ServicesProperties(
        URI tagUrl,
        URI groupUrl,
        @Nullable String tokenFile,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("15s") Duration readTimeout) {}
