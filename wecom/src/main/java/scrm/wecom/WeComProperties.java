package scrm.wecom;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which WeCom, which corps, and under which names we keep things in Redis.
 *
 * @param baseUrl without a slash at its end
 * @param corpsFile YAML list of corps; blank: none is served
 * @param redisPrefix before every key
 * @param instances processes that share a corp's quota; each takes its part of it while Redis is away
 */
@ConfigurationProperties("scrm.wecom")
public record WeComProperties(
        @DefaultValue("https://qyapi.weixin.qq.com") String baseUrl,
        @Nullable String corpsFile,
        @DefaultValue("scrm:") String redisPrefix,
        @DefaultValue("2") int instances) {
    public WeComProperties {
        baseUrl = baseUrl.strip();
        while (baseUrl.endsWith("/")) {
            baseUrl = baseUrl.substring(0, baseUrl.length() - 1);
        }
        String scheme = URI.create(baseUrl).getScheme();
        if (!"https".equals(scheme) && !"http".equals(scheme)) {
            throw new IllegalArgumentException("SCRM_WECOM_BASE_URL must be an http(s) URL, but is " + baseUrl);
        }
        if (instances < 1) {
            throw new IllegalArgumentException("scrm.wecom.instances must be at least 1, but is " + instances);
        }
    }
}
