package scrm.channel.webhook;

import java.net.InetAddress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {
    @Bean
    Destinations webhookDestinations(WebhookProperties properties) {
        return new Destinations(properties.development(), InetAddress::getAllByName);
    }

    @Bean
    WebhookCall webhookCall(Destinations destinations) {
        return new WebhookCall(destinations);
    }
}
