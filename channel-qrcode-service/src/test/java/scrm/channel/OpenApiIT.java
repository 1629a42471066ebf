package scrm.channel;

import org.junit.jupiter.api.Test;

import scrm.rest.testing.OpenApiFile;

class OpenApiIT extends ChannelServiceIT {
    @Test
    void theDescriptionIsTheCommittedOne() {
        OpenApiFile.in("channel-qrcode-service").holdsFor(port);
    }
}
