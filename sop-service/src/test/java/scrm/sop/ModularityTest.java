package scrm.sop;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
    @Test
    void featuresKeepTheirInsidesAndFormNoCycle() {
        ApplicationModules.of(SopApplication.class).verify();
    }
}
