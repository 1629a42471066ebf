package scrm.sop.link;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import scrm.rest.PublicProperties;

/** @param publicUrl {@code SCRM_PUBLIC_URL}: of the gateway; absent: links are said as they are */
@ConfigurationProperties("scrm.link")
record LinkProperties(@Nullable URI publicUrl) {
    LinkProperties {
        if (publicUrl != null && !publicUrl.toString().isEmpty()) {
            new PublicProperties(publicUrl); // refuses what no link can begin with
        }
    }

    Optional<PublicProperties> pages() {
        return publicUrl == null || publicUrl.toString().isEmpty()
                ? Optional.empty()
                : Optional.of(new PublicProperties(publicUrl));
    }
}
