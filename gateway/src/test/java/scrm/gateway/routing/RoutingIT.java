package scrm.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import scrm.rest.ClientAddress;

class RoutingIT extends RoutedIT {
    private CountDownLatch hold = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        hold.countDown();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/corps/ww1/external-contacts, tag",
        "/v1/corps/ww1/external-contacts/wm1/timeline, tag",
        "/v1/corps/ww1/jobs/tag-1, tag",
        "/v1/corps/ww1/jobs?service=tag, tag",
        "/v1/corps/ww1/live-codes/7/image.png, channel",
        "/v1/corps/ww1/jobs/channel-1/cancel, channel",
        "/v1/corps/ww1/jobs?limit=5&service=channel, channel",
        "/v1/corps/ww1/audit?service=tag, tag",
        "/v1/corps/ww1/audit/export?service=channel, channel",
        "/v1/corps/ww1/audit/tag-7, tag",
        "/v1/corps/ww1/dead-letters/tag-wecom.app:0:1:tagging, tag",
        "/v1/corps/ww1/dead-letters?service=channel, channel",
        "/q/abc, channel",
        "/s/abc, tag"
    })
    void aPathGoesToTheServiceThatOwnsIt(String path, String service) {
        assertThat(send(allowed(path)).statusCode()).isEqualTo(200);
        assertThat((service.equals("tag") ? TAG : CHANNEL).last().target()).isEqualTo(path);
        assertThat((service.equals("tag") ? CHANNEL : TAG).seen).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/corps/ww1/nothing",
        "/v1/corps/ww1",
        "/v1/corps/ww1/jobs/unknown-1",
        "/v1/corps/ww1/jobs/7",
        "/v1/corps/ww1/audit/7"
    })
    void aPathThatNobodyOwnsIsNotFound(String path) {
        HttpResponse<String> answer = send(allowed(path));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(code(answer)).isEqualTo("not_found");
    }

    @Test
    void aListOfJobsNamesItsService() {
        HttpResponse<String> answer = send(allowed("/v1/corps/ww1/jobs?limit=5").header("Accept-Language", "en"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/field").asString()).isEqualTo("service");
        assertThat(json(answer).at("/errors/0/detail").asString()).contains("channel, group, sop, tag");
    }

    @Test
    void pathAndQueryArriveAsTheyWereSent() {
        String target = "/v1/corps/ww1/external-contacts/a%20b?name=%E5%BC%A0&x=a+b%2Bc&x=1&empty=&flag";
        assertThat(send(allowed(target)).statusCode()).isEqualTo(200);
        assertThat(TAG.last().target()).isEqualTo(target);
    }

    @Test
    void methodBodyAndTheHeadersOfTheContractArrive() {
        send(allowed("/v1/corps/ww1/tag-groups")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k")
                .header("Accept-Language", "zh-CN")
                .header("If-Match", "\"3\"")
                .POST(BodyPublishers.ofString("{\"name\": \"张\"}")));
        StubService.Seen seen = TAG.last();
        assertThat(seen.method()).isEqualTo("POST");
        assertThat(seen.body()).isEqualTo("{\"name\": \"张\"}");
        assertThat(seen.header("Content-Type")).isEqualTo("application/json");
        assertThat(seen.header("Idempotency-Key")).isEqualTo("k");
        assertThat(seen.header("Accept-Language")).isEqualTo("zh-CN");
        assertThat(seen.header("If-Match")).isEqualTo("\"3\"");
        assertThat(seen.header("Authorization")).isEqualTo(BEARER);
    }

    @Test
    void aSurveyFormArrivesWithItsFieldsInTheBody() {
        send(request("/s/token?lang=zh")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=1&b=%E5%BC%A0")));
        assertThat(TAG.last().target()).isEqualTo("/s/token?lang=zh");
        assertThat(TAG.last().body()).isEqualTo("a=1&b=%E5%BC%A0");
    }

    @Test
    void aFileInAFormArrivesAsItWasSentHoweverLargeItIs() {
        String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                + "wm1,A\r\n".repeat(3_000_000) + "--b--\r\n";
        HttpResponse<String> answer = send(allowed("/v1/corps/ww1/external-contacts/tags/bulk/import")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(form)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TAG.last().header("Content-Type")).isEqualTo("multipart/form-data; boundary=b");
        assertThat(TAG.last().body().equals(form)).isTrue();
    }

    @Test
    void headersThatAClientMadeUpEndAtTheEdge() {
        send(allowed("/v1/corps/ww1/external-contacts")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Prefix", "/v1/corps/ww2")
                .header("Forwarded", "for=10.0.0.1")
                .header("X-Corp-Id", "ww2")
                .header("X-Original-URL", "/v1/corps/ww2/external-contacts")
                .header("Cookie", "session=1"));
        assertThat(TAG.last().headers().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-"))
                .doesNotContain("Forwarded", "Cookie");
    }

    @Test
    void aPublicPageLearnsWhoOpensIt() {
        send(request("/q/abc?p=door").header("User-Agent", "phone").header("Sec-Purpose", "prefetch"));
        assertThat(CHANNEL.last().target()).isEqualTo("/q/abc?p=door");
        assertThat(CHANNEL.last().header("User-Agent")).isEqualTo("phone");
        assertThat(CHANNEL.last().header("Sec-Purpose")).isEqualTo("prefetch");
    }

    @Test
    void aPublicPageLearnsTheAddressOfTheConnectionAndNotOneThatIsMadeUp() {
        send(request("/s/token").header(ClientAddress.HEADER, "10.9.9.9").header("X-Forwarded-For", "10.9.9.9"));
        assertThat(TAG.last().headers().get(ClientAddress.HEADER)).containsExactly("127.0.0.1");
        send(allowed("/v1/corps/ww1/external-contacts").header(ClientAddress.HEADER, "10.9.9.9"));
        assertThat(TAG.last().headers()).doesNotContainKey(ClientAddress.HEADER);
    }

    @Test
    void theTraceGoesOn() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        send(allowed("/v1/corps/ww1/external-contacts").header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));
        assertThat(TAG.last().header("traceparent"))
                .startsWith("00-" + trace + "-")
                .endsWith("-01");
        send(allowed("/v1/corps/ww1/external-contacts"));
        assertThat(TAG.last().header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void whatAServiceAnswersIsPassedOn() {
        TAG.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.getResponseHeaders().set("ETag", "\"7\"");
            exchange.getResponseHeaders().set("Retry-After", "9");
            exchange.getResponseHeaders().set("Location", "/v1/corps/ww1/tag-groups/1");
            StubService.reply(exchange, 503, "{\"code\": \"theirs\"}");
        });
        HttpResponse<String> answer = send(allowed("/v1/corps/ww1/tag-groups"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("theirs");
        assertThat(answer.headers().allValues("Retry-After")).containsExactly("9");
        assertThat(answer.headers().allValues("ETag")).containsExactly("\"7\"");
        assertThat(answer.headers().allValues("Location")).containsExactly("/v1/corps/ww1/tag-groups/1");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/problem+json");
        assertThat(TAG.seen).hasSize(1);
    }

    @Test
    void whatIsSaidOfTheConnectionToAServiceStaysThere() {
        TAG.answers(exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.getResponseHeaders().set("Keep-Alive", "timeout=5");
            exchange.getResponseHeaders().set("Server", "stub");
            StubService.reply(exchange, 200, "{}");
        });
        assertThat(send(allowed("/v1/corps/ww1/tag-groups")).headers().map().keySet())
                .doesNotContain("connection", "keep-alive", "server");
    }

    @Test
    void theDescriptionsOfTheServicesAreShownInOnePage() {
        assertThat(send(request("/docs")).headers().firstValue("Location")).hasValue("/docs/index.html");
        assertThat(send(request("/docs/index.html")).body()).contains("swagger-initializer.js");
        assertThat(send(request("/docs/swagger-ui-bundle.js")).statusCode()).isEqualTo(200);
        assertThat(send(request("/docs/swagger-initializer.js")).body())
                .contains("/docs/openapi/tag", "/docs/openapi/group", "/docs/openapi/sop", "/docs/openapi/channel");
        assertThat(send(request("/docs/openapi/tag")).statusCode()).isEqualTo(200);
        assertThat(TAG.last().target()).isEqualTo("/v3/api-docs");
        assertThat(send(request("/docs/openapi/nobody")).statusCode()).isEqualTo(404);
    }

    @Test
    void redirectsAndBytesAreNotTouched() {
        byte[] image = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff};
        CHANNEL.answers(exchange -> {
            exchange.getResponseHeaders().set("Location", "https://work.weixin.qq.com/ca/x");
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            exchange.sendResponseHeaders(302, image.length);
            exchange.getResponseBody().write(image);
        });
        HttpResponse<String> answer = send(request("/q/abc"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("https://work.weixin.qq.com/ca/x");
        assertThat(answer.body()).isEqualTo(new String(image, StandardCharsets.UTF_8));
    }

    @Test
    void aLargeAnswerIsCompressedForWhoTakesThat() {
        TAG.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            StubService.reply(exchange, 200, "[" + "1,".repeat(5_000) + "1]");
        });
        assertThat(send(allowed("/v1/corps/ww1/segments").header("Accept-Encoding", "gzip"))
                        .headers()
                        .firstValue("Content-Encoding"))
                .hasValue("gzip");
        assertThat(send(allowed("/v1/corps/ww1/segments")).headers().map()).doesNotContainKey("content-encoding");
    }

    @Test
    void anAnswerWithoutABodyStaysWithout() {
        TAG.answers(exchange -> StubService.reply(exchange, 204, ""));
        HttpResponse<String> answer = send(allowed("/v1/corps/ww1/tag-groups/1").DELETE());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aServiceThatIsAwayIsUnavailableForNow() {
        for (String path : List.of("/v1/corps/ww1/group-chats", "/v1/corps/ww1/plans")) {
            HttpResponse<String> answer = send(allowed(path));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(code(answer)).isEqualTo("unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    @Test
    void aReadThatIsCutOffIsTriedOnceMore() {
        TAG.answers(exchange -> {
            if (TAG.seen.size() == 1) {
                exchange.close();
            } else {
                StubService.reply(exchange, 200, "{\"second\": true}");
            }
        });
        HttpResponse<String> answer = send(allowed("/v1/corps/ww1/external-contacts"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TAG.seen).hasSize(2);
    }

    @Test
    void aWriteThatIsCutOffIsNotRepeated() {
        TAG.answers(exchange -> exchange.close());
        HttpResponse<String> answer = send(allowed("/v1/corps/ww1/tag-groups").POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(TAG.seen).hasSize(1);
    }

    @Test
    void aServiceThatDoesNotAnswerInTimeIsAGatewayTimeout() {
        TAG.answers(exchange -> {
            try {
                assertThat(hold.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            StubService.reply(exchange, 200, "{}");
        });
        HttpResponse<String> answer = send(allowed("/v1/corps/ww1/external-contacts"));
        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(code(answer)).isEqualTo("gateway_timeout");
        assertThat(TAG.seen).hasSize(1);
    }

    @Test
    void aBodyPastTheLimitDoesNotReachAService() {
        HttpResponse<String> answer = send(allowed("/v1/corps/ww1/tag-groups")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[1024 * 1024 + 1]))));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(TAG.seen).isEmpty();
    }
}
