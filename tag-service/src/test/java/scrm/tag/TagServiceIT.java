package scrm.tag;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import scrm.events.Topic;
import scrm.harness.Published;
import scrm.harness.ServiceIT;
import scrm.simulator.People;

/** The service as a whole, for somebody who may do everything with it; two members are there. */
@SpringBootTest(
        classes = TagServiceApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "SCRM_PUBLIC_URL=https://scrm.example",
            // All tests come from one address.
            "scrm.survey-form.opens-per-address=100000"
        })
@Import(TagServiceIT.Beside.class)
public abstract class TagServiceIT extends ServiceIT {
    protected People people;

    protected TagServiceIT() {
        super("tags:read tags:write");
    }

    @TestConfiguration
    static class Beside {
        @Bean
        Published published() {
            return new Published(Topic.TAGGING);
        }
    }

    @BeforeEach
    void hire() {
        people = corp.people();
        people.memberJoins("zhang", "张三");
        people.memberJoins("li", "李四");
    }
}
