package scrm.sop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import scrm.events.Topic;
import scrm.harness.Published;
import scrm.harness.ServiceIT;
import scrm.sop.audience.TagServiceStub;

/** The service as a whole, for somebody who may do everything with it. */
@SpringBootTest(
        classes = SopApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "SCRM_PUBLIC_URL=https://scrm.example"})
@Import(SopServiceIT.Beside.class)
public abstract class SopServiceIT extends ServiceIT {
    /** Answers as the other services do; one for all tests, as there is one service for all. */
    protected static final TagServiceStub OTHERS = new TagServiceStub("secret");

    protected SopServiceIT() {
        super("sop:read sop:write");
    }

    @DynamicPropertySource
    static void others(DynamicPropertyRegistry registry) {
        registry.add("SCRM_TAG_SERVICE_URL", OTHERS::url);
        registry.add("SCRM_GROUP_SERVICE_URL", OTHERS::url);
        registry.add("SCRM_WEBHOOK_DEVELOPMENT_ADDRESSES", () -> "127.0.0.1");
        registry.add("SCRM_SERVICE_TOKEN_FILE", SopServiceIT::tokenFile);
    }

    private static String tokenFile() {
        try {
            Path file = Files.createTempFile("token", "");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "secret").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestConfiguration
    static class Beside {
        @Bean
        Published published() {
            return new Published(Topic.SOP);
        }
    }
}
