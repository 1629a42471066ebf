package scrm.sop;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

import scrm.messaging.migration.Start;

/** sop-service. */
@EnableScheduling
@SpringBootApplication
public class SopApplication {
    public static void main(String[] args) {
        Start.of(SopApplication.class, args);
    }
}
