package scrm.channel;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

import scrm.messaging.migration.Start;
import scrm.rest.PublicProperties;

/** channel-qrcode-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableConfigurationProperties(PublicProperties.class)
public class ChannelApplication {
    public static void main(String[] args) {
        Start.of(ChannelApplication.class, args);
    }
}
