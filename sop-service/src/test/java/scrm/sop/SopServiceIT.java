package scrm.sop;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import scrm.events.Topic;
import scrm.harness.Published;
import scrm.harness.ServiceIT;

/** The service as a whole, for somebody who may do everything with it. */
@SpringBootTest(
        classes = SopApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
@Import(SopServiceIT.Beside.class)
public abstract class SopServiceIT extends ServiceIT {
    protected SopServiceIT() {
        super("sop:read sop:write");
    }

    @TestConfiguration
    static class Beside {
        @Bean
        Published published() {
            return new Published(Topic.SOP);
        }
    }
}
