package scrm.gateway.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.stores.TestStores;
import scrm.wecom.callback.SealedCallback;

/** A client that is not ours: Tencent's {@code @wecom/crypto} from npm signs, we accept. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"SCRM_AUTH_ISSUER=http://127.0.0.1:1", "SCRM_AUTH_JWK_SET_URI=http://127.0.0.1:1/jwks"})
class IndependentClientIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path work;

    @LocalServerPort
    private int port;

    @Autowired
    private Clock clock;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        TestStores.settings().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("SCRM_CORPS_FILE", TestCorps::file);
        registry.add("SCRM_CALLBACK_GAP_DIR", () -> work.resolve("gaps").toString());
    }

    /** Installed into a folder of this test: two builds of one checkout do not meet in it. */
    @BeforeAll
    static void install() throws Exception {
        Path scripts = Path.of(System.getProperty("scrm.root"), "local-stack/src/test/node");
        for (String file : List.of("package.json", "package-lock.json", "sign-callback.mjs")) {
            Files.copy(scripts.resolve(file), work.resolve(file));
        }
        File log = work.resolve("npm.log").toFile();
        Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertThat(npm.waitFor(120, TimeUnit.SECONDS)).as("npm ci ends").isTrue();
        assertThat(npm.exitValue()).as(Files.readString(log.toPath())).isZero();
    }

    @Test
    void whatTencentsLibrarySignsIsAccepted() throws IOException {
        String now = Long.toString(clock.instant().getEpochSecond());
        try (WeComClient wecom = new WeComClient(port)) {
            for (String message : List.of(
                    Xml.contactAdded("wm-tencent"),
                    Xml.samples().get("GroupChatMemberAdded.xml"),
                    Xml.samples().get("ExternalContactAdded-foreign-state.xml"))) {
                JsonNode signed = sign(now, message);
                HttpResponse<String> answer = wecom.post(
                        "wx5823bf96d3bd56c7",
                        new SealedCallback(
                                signed.get("msgSignature").asString(),
                                Long.parseLong(now),
                                "nonce-1",
                                signed.get("encrypt").asString()));

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("success");
            }
        }
    }

    @Test
    void whatTencentsLibrarySignsPassesTheUrlCheck() throws IOException {
        String now = Long.toString(clock.instant().getEpochSecond());
        JsonNode signed = sign(now, "4711471147114711");
        try (WeComClient wecom = new WeComClient(port)) {
            HttpResponse<String> answer = wecom.check(
                    "wx5823bf96d3bd56c7",
                    "msg_signature=" + signed.get("msgSignature").asString() + "&timestamp=" + now
                            + "&nonce=nonce-1&echostr="
                            + signed.get("encrypt").asString().replace("+", "%2B"));

            assertThat(answer.body()).isEqualTo("4711471147114711");
        }
    }

    private static JsonNode sign(String timestamp, String message) throws IOException {
        Process node = new ProcessBuilder("node", "sign-callback.mjs")
                .directory(work.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = node.outputWriter(UTF_8)) {
            out.write(JSON.writeValueAsString(Map.of(
                    "token",
                    TestCorps.SECRETS.get(0),
                    "encodingAesKey",
                    TestCorps.SECRETS.get(1),
                    "corpId",
                    "wx5823bf96d3bd56c7",
                    "timestamp",
                    timestamp,
                    "nonce",
                    "nonce-1",
                    "message",
                    message)));
            out.newLine();
        }
        try (BufferedReader in = node.inputReader(UTF_8)) {
            return JSON.readTree(in.readLine());
        }
    }
}
