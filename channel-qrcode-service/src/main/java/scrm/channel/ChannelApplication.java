package scrm.channel;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

import scrm.rest.PublicProperties;

/** channel-qrcode-service. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableConfigurationProperties(PublicProperties.class)
public class ChannelApplication {
    public static void main(String[] args) {
        SpringApplication.run(ChannelApplication.class, args);
    }
}
