package scrm.rest.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where webhooks may go besides the internet.
 *
 * @param developmentAddresses for development only: IP addresses, no names, that may be called although they are not
 *     public, and by plain http; empty by default, and then nothing but https to public addresses is called
 */
@ConfigurationProperties("scrm.webhook")
record WebhookProperties(@DefaultValue List<String> developmentAddresses) {
    WebhookProperties {
        developmentAddresses = List.copyOf(developmentAddresses);
        addresses(developmentAddresses);
    }

    Set<InetAddress> development() {
        return addresses(developmentAddresses);
    }

    private static Set<InetAddress> addresses(List<String> literals) {
        try {
            return literals.stream().map(InetAddress::ofLiteral).collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("scrm.webhook.development-addresses takes IP addresses only", e);
        }
    }
}
