package scrm.group;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import scrm.harness.ServiceIT;
import scrm.simulator.People;

/** The service as a whole, for somebody who may do everything with it; two members are there. */
@SpringBootTest(
        classes = GroupServiceApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
public abstract class GroupServiceIT extends ServiceIT {
    protected People people;

    protected GroupServiceIT() {
        super("groups:read groups:write");
    }

    @BeforeEach
    void hire() {
        people = corp.people();
        people.memberJoins("zhang", "张三");
        people.memberJoins("li", "李四");
    }
}
