package scrm.group;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

import scrm.messaging.migration.Start;

/** The process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class GroupServiceApplication {
    public static void main(String[] args) {
        Start.of(GroupServiceApplication.class, args);
    }
}
