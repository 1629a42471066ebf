package scrm.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import scrm.rest.testing.CorpWall;
import scrm.rest.testing.OpenApiFile;

class OpenApiIT extends GroupServiceIT {
    @Test
    void theDescriptionIsTheCommittedOne() {
        OpenApiFile.in("group-service").holdsFor(port);
    }

    @Test
    void noOperationIsOpenToAnotherCorpsToken() {
        assertThat(CorpWall.of(port, "groups").holes()).isEmpty();
    }
}
