package scrm.simulator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/** A simulator with one corp of two members, and a client of it. */
abstract class SimulatorTest {
    WeComSimulator simulator;
    Corp corp;
    People people;
    Api api;

    @BeforeEach
    void start() {
        simulator = WeComSimulator.start();
        simulator.clock().freeze();
        corp = simulator.corp("ww1");
        people = corp.people();
        people.memberJoins("zhang", "张三");
        people.memberJoins("li", "李四");
        api = new Api(simulator, corp);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    String contactWay(String state, String... userIds) {
        JsonNode made = api.post(
                "externalcontact/add_contact_way",
                "{\"type\":\"2\",\"scene\":\"2\",\"state\":\"" + state + "\",\"user\":" + Api.list(userIds) + "}");
        return made.path("config_id").asString();
    }

    /** A friend of the first member. */
    String aContact(String userId, String name) {
        return people.memberAdds(userId, name).externalUserId();
    }
}
