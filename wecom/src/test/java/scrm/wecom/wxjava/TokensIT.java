package scrm.wecom.wxjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.wecom.Caller;
import scrm.wecom.CorpTags;
import scrm.wecom.WeComException.Kind;
import scrm.wecom.wxjava.StubWeCom.Reply;

/** When tokens are fetched, and who waits for it. */
class TokensIT {
    private static final String LIST = "externalcontact/get_corp_tag_list";

    private final StubWeCom wecom = new StubWeCom();
    private final Client.Settings settings = Client.of(wecom.baseUrl()).with("scrm.wecom.quota.concurrency", 300);

    @AfterEach
    void stop() {
        wecom.close();
    }

    @Test
    void processesThatStartTogetherShareOneToken() {
        try (Client one = settings.start();
                Client two = settings.start()) {
            Load load = Load.of(100, 200, n -> list(n % 2 == 0 ? one : two));

            assertThat(load.succeeded()).isEqualTo(200);
            assertThat(wecom.calls("gettoken")).hasSize(1);
        }
    }

    @Test
    void theNextTokenIsFetchedBehindTheReadersBacks() {
        try (Client client = settings.start()) {
            list(client);
            CountDownLatch mayAnswer = new CountDownLatch(1);
            wecom.on("gettoken", call -> {
                uninterruptibly(mayAnswer);
                return Reply.json("\"access_token\":\"next\",\"expires_in\":7200");
            });
            settings.clock().move(Duration.ofMinutes(97));

            Load readers = Load.of(10, 50, n -> list(client));

            assertThat(readers.succeeded()).isEqualTo(50);
            assertThat(wecom.calls(LIST)).allMatch(call -> call.token().equals("token-1"));
            mayAnswer.countDown();
            await().untilAsserted(() -> {
                list(client);
                assertThat(wecom.calls(LIST).getLast().token()).isEqualTo("next");
            });
            assertThat(wecom.calls("gettoken")).hasSize(2);
        }
    }

    @Test
    void aGettokenThatFailsIsNotHammered() {
        wecom.on("gettoken", call -> new Reply(502, ""));
        try (Client client = settings.start()) {
            Load load = Load.of(50, 200, n -> list(client));

            assertThat(load.failed(Kind.RETRYABLE)).isEqualTo(200);
            assertThat(wecom.calls("gettoken")).hasSizeLessThanOrEqualTo(6);
            assertThat(wecom.calls(LIST)).isEmpty();
        }
    }

    @Test
    void aSecretThatIsMendedInTheFileWorksAtOnce() throws IOException {
        Path file = Client.corpsFile(Client.entry("ww1", "wrong"));
        wecom.on(
                "gettoken",
                call -> call.query().contains("corpsecret=right")
                        ? Reply.json("\"access_token\":\"good\",\"expires_in\":7200")
                        : Reply.errcode(40001));
        try (Client client = settings.with("SCRM_CORPS_FILE", file).start()) {
            assertThat(Load.of(1, 20, n -> list(client)).failed(Kind.MISCONFIGURED))
                    .isEqualTo(20);

            Files.writeString(file, Client.entry("ww1", "right"));

            await().untilAsserted(() ->
                    assertThat(Load.of(1, 1, n -> list(client)).succeeded()).isEqualTo(1));
            assertThat(wecom.calls("gettoken")).hasSize(2);
            assertThat(client.get(Misconfigurations.class).messages()).isEmpty();
        }
    }

    private static void list(Client client) {
        client.get(CorpTags.class).list(Caller.person(new CorpId("ww1")));
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
