package scrm.sop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** sop-service. */
@EnableScheduling
@SpringBootApplication
public class SopApplication {
    public static void main(String[] args) {
        SpringApplication.run(SopApplication.class, args);
    }
}
