package scrm.rest.webhook;

import java.net.InetAddress;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import scrm.messaging.WorkQueue;

/** Sends webhooks in services that say {@code scrm.webhook.enabled}. */
@AutoConfiguration
@ConditionalOnClass({HttpClients.class, WorkQueue.class})
@ConditionalOnProperty("scrm.webhook.enabled")
@EnableConfigurationProperties(WebhookProperties.class)
@Import({
    JdbcEndpoints.class,
    JdbcDeliveries.class,
    JdbcDeliveryTraces.class,
    KeepEndpoint.class,
    SendWebhook.class,
    WebhookWorker.class
})
class WebhookAutoConfiguration {
    @Bean
    Destinations webhookDestinations(WebhookProperties properties) {
        return new Destinations(properties.development(), InetAddress::getAllByName);
    }

    @Bean
    WebhookCall webhookCall(Destinations destinations) {
        return new WebhookCall(destinations);
    }
}
