package scrm.rest.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import scrm.rest.RestIT;

@ExtendWith(OutputCaptureExtension.class)
class ProblemIT extends RestIT {
    private static final String GOOD = """
            {"name": "a", "amount": 1, "owner": "Lin", "at": "2026-01-31T08:00:00+08:00", "color": "RED", "steps": []}""";

    private void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("type").asString()).isEqualTo("urn:scrm:problem:" + code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("title").asString()).isNotBlank();
        assertThat(answer.json().path("detail").asString()).isNotBlank();
        assertThat(answer.json().path("traceId").asString()).matches("[0-9a-f]{32}");
    }

    @Test
    void aPathThatNobodyServesIsNotFound() {
        isProblem(get("/v1/corps/ww1/nothing"), 404, "not_found");
        isProblem(get("/nothing"), 404, "not_found");
        isProblem(get("/error"), 404, "not_found");
    }

    @Test
    void aThingThatIsNotThereIsNotFoundWithoutItsIdBeingRepeated() {
        Answer answer = get(THINGS + "/13800138000", "Accept-Language", "en");
        isProblem(answer, 404, "not_found");
        assertThat(answer.json().path("detail").asString()).isEqualTo("This corp has no such thing.");
        assertThat(answer.http().body()).doesNotContain("13800138000");
    }

    @Test
    void aWrongMethodIsToldWhichOnesArePossible() {
        Answer answer = send(allowed(THINGS).DELETE());
        isProblem(answer, 405, "method_not_allowed");
        assertThat(answer.header("Allow").split(", ")).contains("GET", "POST");
    }

    @Test
    void aTypeThatTheClientDoesNotTakeIsNotAcceptable() {
        isProblem(get(THINGS, "Accept", "text/html"), 406, "not_acceptable");
    }

    @Test
    void aBodyThatIsNotJsonIsUnsupported() {
        Answer answer =
                send(allowed(THINGS).header("Content-Type", "text/plain").POST(BodyPublishers.ofString("name=a")));
        isProblem(answer, 415, "unsupported_media_type");
    }

    @Test
    void aBodyPastTheLimitIsTooLargeByItsLengthAndByItsBytes() {
        byte[] large = new byte[1024 * 1024 + 1];
        isProblem(
                send(allowed(THINGS)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(large))),
                413,
                "body_too_large");
        byte[] text = ("{\"name\": \"" + "x".repeat(1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
        isProblem(
                send(allowed(THINGS)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(text)))),
                413,
                "body_too_large");
    }

    @Test
    void everyInvalidFieldIsNamedWithItsCodeAndTheFix() {
        Answer answer = post(THINGS, """
                {"name": "12345678901", "amount": 0, "owner": "Lin", "steps": [{"day": 0}, {"day": 1}, {"day": 2}]}""", "Accept-Language", "en-GB");
        isProblem(answer, 400, "invalid_request");
        assertThat(answer.errors())
                .containsExactly("amount too_small", "name too_long", "steps too_many", "steps[0].day too_small");
        assertThat(answer.json()
                        .path("errors")
                        .valueStream()
                        .filter(e -> e.path("field").asString().equals("name"))
                        .findFirst()
                        .orElseThrow()
                        .path("detail")
                        .asString())
                .isEqualTo("Use at most 10 characters.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"a\", \"amount\": 1, \"admin\": true} | admin unknown",
                "{\"name\": \"a\", \"amount\": 1, \"of13800001111\": 1} | * unknown",
                "{\"name\": \"a\"}                          | amount required",
                "{\"name\": \"a\", \"amount\": null}       | amount required",
                "{\"name\": \"a\", \"amount\": \"many\"}      | amount wrong_type",
                "{\"name\": [\"a\"]}                          | name wrong_type",
                "{\"name\": \"a\", \"at\": \"tomorrow\"}      | at wrong_format",
                "{\"name\": \"a\", \"color\": \"BLUE\"}       | color not_allowed",
                "{\"name\": \"a\", \"owner\": \"\"}           | owner malformed",
                "{\"name\": \"a\", \"steps\": {}}             | steps wrong_type",
                "{\"name\": \"a\", \"steps\": [{\"day\": \"x\"}]} | steps[0].day wrong_type",
                "{\"name\": \"a\", \"amount\": 1, \"steps\": [{\"day\": 1}, null]} | steps[1] required",
                "[]                                           | body wrong_type",
                "''                                           | body required",
            })
    void aFieldThatCannotBeReadIsNamed(String body, String error) {
        Answer answer = post(THINGS, body);
        isProblem(answer, 400, "invalid_request");
        assertThat(answer.errors()).containsExactly(error);
    }

    @Test
    void textThatIsNoJsonIsToldWhere() {
        Answer answer = post(THINGS, "{\"name\": \n oops}", "Accept-Language", "en");
        isProblem(answer, 400, "malformed_json");
        assertThat(answer.json().path("detail").asString()).contains("line 2");
    }

    @Test
    void aRepeatedFieldIsMalformed() {
        isProblem(post(THINGS, "{\"name\": \"a\", \"name\": \"b\"}"), 400, "malformed_json");
    }

    @Test
    void parametersAndHeadersAreNamedToo() {
        assertThat(get(THINGS + "/checked?amount=x", "need", "1").errors()).containsExactly("amount wrong_type");
        assertThat(get(THINGS + "/checked?amount=0", "need", "1").errors()).containsExactly("amount too_small");
        assertThat(get(THINGS + "/checked?amount=1").errors()).containsExactly("need required");
        assertThat(get(THINGS + "/checked", "need", "1").errors()).containsExactly("amount required");
        assertThat(get(THINGS + "/by-owner/" + "x".repeat(65)).errors()).containsExactly("owner malformed");
    }

    @Test
    void idsAreBareStrings() {
        assertThat(get(THINGS + "/by-owner/Lin").http().body()).isEqualTo("\"Lin\"");
        assertThat(post(THINGS, GOOD).json().path("owner").asString()).isEqualTo("Lin");
    }

    @ParameterizedTest
    @CsvSource({
        "conflict, 409, conflict",
        "wecom, 422, wecom_refused",
        "quota, 503, wecom_unavailable",
        "secret, 502, wecom_misconfigured",
        "doubt, 504, wecom_in_doubt",
        "busy, 429, too_many_requests",
        "away, 503, unavailable",
        "sql1290, 503, unavailable",
        "sql1040, 503, unavailable",
        "sql1213, 503, unavailable",
        "sql1205, 503, unavailable",
        "sql1064, 500, internal_error",
        "anything, 500, internal_error"
    })
    void whatGoesWrongInsideHasItsCode(String how, int status, String code) {
        Answer answer = get(THINGS + "/fail/" + how);
        isProblem(answer, status, code);
        assertThat(answer.header("Retry-After").isEmpty()).isEqualTo(status != 503 && status != 429);
    }

    @Test
    void aRefusalByWeComSaysWhichAndWhatToDo() {
        Answer answer = get(THINGS + "/fail/wecom", "Accept-Language", "en");
        assertThat(answer.json().path("wecom").path("errcode").asInt()).isEqualTo(84061);
        assertThat(answer.json().path("wecom").path("retryable").asBoolean()).isFalse();
        assertThat(answer.json().path("wecom").path("hint").asString())
                .isEqualTo("The member and the contact are not connected.");
        Answer quota = get(THINGS + "/fail/quota");
        assertThat(quota.json().path("wecom").path("retryable").asBoolean()).isTrue();
        assertThat(quota.header("Retry-After")).isEqualTo("30");
    }

    @Test
    void waitsAreRoundedUpToWholeSeconds() {
        assertThat(get(THINGS + "/fail/busy").header("Retry-After")).isEqualTo("2");
    }

    @Test
    void whatAnExceptionSaysStaysOutOfBodyAndLog(CapturedOutput output) {
        for (String how : new String[] {"anything", "sql1064", "sql1290"}) {
            Answer answer = get(THINGS + "/fail/" + how);
            assertThat(answer.http().body()).doesNotContain("13800138000");
        }
        assertThat(output.getAll()).doesNotContain("13800138000").contains("IllegalStateException");
    }

    @Test
    void theClientChoosesTheLanguage() {
        Answer chinese = get("/v1/corps/ww1/nothing", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8");
        assertThat(chinese.json().path("title").asString()).isEqualTo("未找到");
        assertThat(chinese.header("Content-Language")).isEqualTo("zh-CN");
        Answer english = get("/v1/corps/ww1/nothing", "Accept-Language", "fr, en;q=0.5");
        assertThat(english.json().path("title").asString()).isEqualTo("Not found");
        assertThat(english.header("Content-Language")).isEqualTo("en");
        assertThat(get("/v1/corps/ww1/nothing", "Accept-Language", ";;;")
                        .json()
                        .path("title")
                        .asString())
                .isEqualTo("未找到");
    }

    @Test
    void theTraceOfTheCallerIsKept() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        assertThat(get("/v1/corps/ww1/nothing", "traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                        .json()
                        .path("traceId")
                        .asString())
                .isEqualTo(trace);
        assertThat(get("/v1/corps/ww1/nothing", "traceparent", "not-one\u00e9")
                        .json()
                        .path("traceId")
                        .asString())
                .matches("[0-9a-f]{32}");
    }

    @Test
    void whatTheFirewallRefusesIsAProblem() {
        isProblem(get("/v1/corps/ww1/..%2f..%2fetc"), 400, "invalid_request");
        isProblem(get("/v1//corps/ww1"), 400, "invalid_request");
    }

    @Test
    void whatTheContainerRefusesIsAProblem() throws IOException {
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream()
                    .write("GET /\u0001 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "invalid_request");
        }
        isProblem(get("/v1/corps/ww1/things", "X-Long", "x".repeat(20_000)), 400, "invalid_request");
    }
}
