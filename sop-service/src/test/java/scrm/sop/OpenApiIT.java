package scrm.sop;

import org.junit.jupiter.api.Test;

import scrm.rest.testing.OpenApiFile;

class OpenApiIT extends SopServiceIT {
    @Test
    void theDescriptionIsTheCommittedOne() {
        OpenApiFile.in("sop-service").holdsFor(port);
    }
}
