package scrm.group;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
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
        classes = GroupServiceApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        // No corp of another test is synced behind its back.
        properties = {"management.server.port=0", "SCRM_GROUP_SYNC_DAILY_AT="})
@Import(GroupServiceIT.Beside.class)
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

    /** Goes on to the next noon in Shanghai: owners are told nothing at night. */
    protected static void untilNoon() {
        ZonedDateTime now = WECOM.clock().instant().atZone(ZoneId.of("Asia/Shanghai"));
        WECOM.clock().advance(Duration.between(now, now.plusDays(1).with(LocalTime.NOON)));
    }

    @BeforeEach
    void hire() {
        people = corp.people();
        people.memberJoins("zhang", "张三");
        people.memberJoins("li", "李四");
    }
}
