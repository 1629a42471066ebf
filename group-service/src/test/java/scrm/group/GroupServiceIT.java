package scrm.group;

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
@Import(GroupServiceIT.Beside.class)
@SpringBootTest(
        classes = GroupServiceApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        // No corp of another test is synced behind its back.
        properties = {"management.server.port=0", "SCRM_GROUP_SYNC_DAILY_AT="})
public abstract class GroupServiceIT extends ServiceIT {
    protected People people;

    protected GroupServiceIT() {
        super("groups:read groups:write");
    }

    /** Hears what the service tells the others. */
    @TestConfiguration
    static class Beside {
        @Bean
        Published published() {
            return new Published(Topic.GROUP);
        }
    }

    @BeforeEach
    void hire() {
        people = corp.people();
        people.memberJoins("zhang", "张三");
        people.memberJoins("li", "李四");
    }
}
