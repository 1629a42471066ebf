package scrm.tag;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

import scrm.messaging.migration.Start;
import scrm.rest.PublicProperties;

/** The process. */
@SpringBootApplication
@EnableConfigurationProperties(PublicProperties.class)
public class TagServiceApplication {
    public static void main(String[] args) {
        Start.of(TagServiceApplication.class, args);
    }
}
