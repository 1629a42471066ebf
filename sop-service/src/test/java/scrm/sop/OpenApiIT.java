package scrm.sop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import scrm.rest.testing.CorpWall;
import scrm.rest.testing.OpenApiFile;

class OpenApiIT extends SopServiceIT {
    @Test
    void theDescriptionIsTheCommittedOne() {
        OpenApiFile.in("sop-service").holdsFor(port);
    }

    @Test
    void noOperationIsOpenToAnotherCorpsToken() {
        assertThat(CorpWall.of(port, "sop").holes()).isEmpty();
    }
}
