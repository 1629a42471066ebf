package scrm.tag;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class TagServiceModulesTest {
    @Test
    void featuresFormNoCyclesAndKeepTheirInsides() {
        ApplicationModules.of(TagServiceApplication.class).verify();
    }
}
