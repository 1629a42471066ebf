package scrm.tag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import scrm.rest.testing.CorpWall;
import scrm.rest.testing.OpenApiFile;

class OpenApiIT extends TagServiceIT {
    @Test
    void theDescriptionIsTheCommittedOne() {
        OpenApiFile.in("tag-service").holdsFor(port);
    }

    @Test
    void noOperationIsOpenToAnotherCorpsToken() {
        assertThat(CorpWall.of(port, "tags").holes()).isEmpty();
    }
}
