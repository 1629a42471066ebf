package scrm.group;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class GroupServiceModulesTest {
    @Test
    void featuresFormNoCyclesAndKeepTheirInsides() {
        ApplicationModules.of(GroupServiceApplication.class).verify();
    }
}
