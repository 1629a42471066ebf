package scrm.rest;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where people outside reach us: what QR codes and surveys link to, and so what is printed. A service with public pages
 * asks for it by {@code @EnableConfigurationProperties} and {@code scrm.public-url: ${SCRM_PUBLIC_URL}}.
 *
 * @param publicUrl {@code SCRM_PUBLIC_URL}: of the gateway, http(s), with a path if it stands below one
 */
@ConfigurationProperties("scrm")
public record PublicProperties(URI publicUrl) {
    public PublicProperties {
        boolean web = "https".equals(publicUrl.getScheme()) || "http".equals(publicUrl.getScheme());
        if (!web || publicUrl.getHost() == null) {
            throw new IllegalArgumentException("SCRM_PUBLIC_URL must be an http(s) URL, but is " + publicUrl);
        }
        if (publicUrl.getRawQuery() != null || publicUrl.getRawFragment() != null || publicUrl.getUserInfo() != null) {
            throw new IllegalArgumentException("SCRM_PUBLIC_URL must end with its host or path: " + publicUrl);
        }
    }

    /** @param path of a public page, from its slash on */
    public URI page(String path) {
        String base = publicUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
