package scrm.gateway;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {
    @Test
    void featuresDoNotReachIntoOneAnother() {
        ApplicationModules.of(GatewayApplication.class).verify();
    }
}
