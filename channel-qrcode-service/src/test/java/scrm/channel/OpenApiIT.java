package scrm.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import scrm.rest.testing.CorpWall;
import scrm.rest.testing.OpenApiFile;

class OpenApiIT extends ChannelServiceIT {
    @Test
    void theDescriptionIsTheCommittedOne() {
        OpenApiFile.in("channel-qrcode-service").holdsFor(port);
    }

    @Test
    void noOperationIsOpenToAnotherCorpsToken() {
        assertThat(CorpWall.of(port, "channels").holes()).isEmpty();
    }
}
