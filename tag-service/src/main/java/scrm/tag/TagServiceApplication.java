package scrm.tag;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

import scrm.rest.PublicProperties;

/** The process. */
@SpringBootApplication
@EnableConfigurationProperties(PublicProperties.class)
public class TagServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(TagServiceApplication.class, args);
    }
}
