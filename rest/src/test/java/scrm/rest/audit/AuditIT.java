package scrm.rest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.rest.ChangesNothing;
import scrm.rest.Conflict;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.RestIT;
import scrm.rest.testing.TestTokens;

@Import(AuditIT.Notes.class)
class AuditIT extends RestIT {
    private static final String NOTES = "/v1/corps/" + CORP + "/notes";

    record Note(String text, String secret) {}

    @RestController
    static class Notes {
        private final JdbcClient jdbc;
        private final TransactionTemplate transaction;

        Notes(JdbcClient jdbc, TransactionTemplate transaction) {
            this.jdbc = jdbc;
            this.transaction = transaction;
        }

        @GetMapping("/v1/corps/{corpId}/notes/{id}")
        ResponseEntity<Note> read(@PathVariable CorpId corpId, @PathVariable String id) {
            return ETag.ok(version(id), note(id));
        }

        @PutMapping("/v1/corps/{corpId}/notes/{id}")
        ResponseEntity<Note> edit(
                @PathVariable CorpId corpId, @PathVariable String id, IfMatch ifMatch, @RequestBody Note note) {
            ifMatch.check(version(id));
            transaction.executeWithoutResult(_ -> {
                jdbc.sql("UPDATE note SET text = ?, version = version + 1 WHERE id = ?")
                        .params(note.text(), id)
                        .update();
                if (note.text().equals("fail")) {
                    throw new IllegalStateException("before the commit");
                }
            });
            if (note.text().equals("fail-late")) {
                throw Conflict.of("already_published", "plan");
            }
            return ETag.ok(version(id), note(id));
        }

        @PostMapping("/v1/corps/{corpId}/notes/{id}/without-transaction")
        @ResponseStatus(HttpStatus.NO_CONTENT)
        void touch(@PathVariable CorpId corpId, @PathVariable String id) {
            jdbc.sql("UPDATE note SET version = version + 1 WHERE id = ?")
                    .param(id)
                    .update();
        }

        @PostMapping("/v1/corps/{corpId}/notes/{id}/preview")
        @ChangesNothing
        Note preview(@PathVariable CorpId corpId, @PathVariable String id) {
            return Objects.requireNonNull(transaction.execute(_ -> note(id)));
        }

        @DeleteMapping("/v1/corps/{corpId}/notes/{id}")
        @ResponseStatus(HttpStatus.NO_CONTENT)
        void delete(@PathVariable CorpId corpId, @PathVariable String id) {
            transaction.executeWithoutResult(
                    _ -> jdbc.sql("DELETE FROM note WHERE id = ?").param(id).update());
        }

        private long version(String id) {
            return jdbc.sql("SELECT version FROM note WHERE id = ?")
                    .param(id)
                    .query(Long.class)
                    .optional()
                    .orElseThrow(() -> NotFound.of("note"));
        }

        private Note note(String id) {
            Optional<String> text = jdbc.sql("SELECT text FROM note WHERE id = ?")
                    .param(id)
                    .query(String.class)
                    .optional();
            return new Note(text.orElseThrow(() -> NotFound.of("note")), "canary");
        }
    }

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private final String id = UUID.randomUUID().toString();
    private final String actor = "lin-" + id;

    @BeforeEach
    void note() {
        jdbc.sql("CREATE TABLE IF NOT EXISTS note (id CHAR(36) PRIMARY KEY, text VARCHAR(99), version INT NOT NULL)")
                .update();
        jdbc.sql("INSERT INTO note VALUES (?, 'old', 1)").param(id).update();
    }

    private HttpRequest.Builder as(String path, String scope) {
        String token = TestTokens.sign(TestTokens.claims(CORP, scope)
                .subject(actor)
                .claim("client_id", "crm")
                .build());
        return request(path).header("Authorization", "Bearer " + token).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder write(String path) {
        return as(path, "things:write");
    }

    private Answer edit(String text, String version) {
        return send(write(NOTES + "/" + id)
                .header("If-Match", version)
                .PUT(BodyPublishers.ofString("{\"text\": \"" + text + "\", \"secret\": \"canary\"}")));
    }

    private Answer audit(String query) {
        return send(as("/v1/corps/" + CORP + "/audit" + query, "audit:read"));
    }

    private List<JsonNode> entries() {
        return audit("?actor=" + actor).json().path("items").valueStream().toList();
    }

    private JsonNode only() {
        assertThat(entries()).hasSize(1);
        return audit("/" + entries().getFirst().path("id").asString()).json();
    }

    @Test
    void anEditIsKeptWithWhoWhatBeforeAndAfter() {
        assertThat(edit("new", "\"1\"").status()).isEqualTo(200);

        JsonNode entry = only();
        assertThat(entry.at("/entry/actor").asString()).isEqualTo(actor);
        assertThat(entry.at("/entry/client").asString()).isEqualTo("crm");
        assertThat(entry.at("/entry/method").asString()).isEqualTo("PUT");
        assertThat(entry.at("/entry/resource").asString()).isEqualTo("notes");
        assertThat(entry.at("/entry/path").asString()).isEqualTo("notes/" + id);
        assertThat(entry.at("/entry/status").asInt()).isEqualTo(200);
        assertThat(entry.at("/entry/traceId").asString()).hasSize(32);
        assertThat(entry.path("request").asString()).isEqualTo("{\"text\":\"new\",\"secret\":\"***\"}");
        assertThat(entry.path("before").asString()).isEqualTo("{\"text\":\"old\",\"secret\":\"***\"}");
        assertThat(entry.path("after").asString()).isEqualTo("{\"text\":\"new\",\"secret\":\"***\"}");
    }

    @Test
    void aCorpIsTheSameHoweverItIsSpelt() {
        String spelt = NOTES.replace(CORP, "%77" + CORP.substring(1)) + "/%" + "%02x".formatted((int) id.charAt(0));
        assertThat(send(write(spelt + id.substring(1)).DELETE()).status()).isEqualTo(204);

        assertThat(only().at("/entry/path").asString()).isEqualTo("notes/" + id);
    }

    @Test
    void whatOnlyLooksSomethingUpIsNoWrite() {
        assertThat(send(write(NOTES + "/" + id + "/preview").POST(BodyPublishers.noBody()))
                        .json()
                        .path("text")
                        .asString())
                .isEqualTo("old");

        assertThat(entries()).isEmpty();
    }

    @Test
    void aDeletionIsKeptWithWhatWasDeleted() {
        assertThat(send(write(NOTES + "/" + id).DELETE()).status()).isEqualTo(204);

        JsonNode entry = only();
        assertThat(entry.path("before").asString()).contains("old");
        assertThat(entry.path("after").isNull()).isTrue();
    }

    @Test
    void whatWasRefusedOrRolledBackLeavesNoEntry() {
        assertThat(edit("new", "\"7\"").status()).isEqualTo(412);
        assertThat(edit("fail", "\"1\"").status()).isEqualTo(500);
        assertThat(send(write(NOTES + "/" + id).PUT(BodyPublishers.ofString("{")))
                        .status())
                .isBetween(400, 499);

        assertThat(entries()).isEmpty();
    }

    @Test
    void whatTookEffectIsKeptAlthoughItWasAnsweredWithARefusal() {
        assertThat(edit("fail-late", "\"1\"").status()).isEqualTo(409);

        assertThat(only().at("/entry/status").asInt()).isEqualTo(409);
    }

    @Test
    void aWriteWithoutATransactionIsKeptToo() {
        assertThat(send(write(NOTES + "/" + id + "/without-transaction").POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(204);

        assertThat(only().at("/entry/status").asInt()).isEqualTo(204);
    }

    @Test
    void anAnswerThatIsGivenAgainIsNoSecondWrite() {
        for (int i = 0; i < 2; i++) {
            send(write(NOTES + "/" + id + "/without-transaction")
                    .header("Idempotency-Key", id)
                    .POST(BodyPublishers.noBody()));
        }
        assertThat(entries()).hasSize(1);
    }

    @Test
    void entriesAreFoundByTimeActorAndResourceLatestFirst() {
        edit("a", "\"1\"");
        edit("b", "\"2\"");
        edit("c", "\"3\"");

        Answer first = audit("?limit=2&resource=notes&actor=" + actor);
        assertThat(first.json().path("items")).hasSize(2);
        Answer second = audit("?limit=2&resource=notes&actor=" + actor + "&cursor="
                + first.json().path("next").asString());
        assertThat(second.json().path("items")).hasSize(1);
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(audit("?resource=things&actor=" + actor).json().path("items"))
                .isEmpty();
        assertThat(audit("?until=2020-01-01T00:00:00Z").json().path("items")).isEmpty();
        assertThat(audit("?from=2020-01-01T00:00:00Z&actor=" + actor).json().path("items"))
                .hasSize(3);
        assertThat(audit("/export?actor=" + actor).json().path("rows")).hasSize(3);
    }

    @Test
    void entriesAreExportedAsCsv() {
        edit("new", "\"1\"");

        Answer csv = send(as("/v1/corps/" + CORP + "/audit/export?actor=" + actor, "audit:read")
                .header("Accept", "text/csv"));
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.http().body()).contains("id,at,actor,client,method,resource,path,status,traceId", "notes/" + id);
    }

    @Test
    void onlyAScopeOfItsOwnReadsItAndNobodyWritesToIt() {
        Answer refused = send(as("/v1/corps/" + CORP + "/audit", "things:read things:write"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("scope_missing");
        assertThat(send(as("/v1/corps/" + CORP + "/%61udit", "things:read")).status())
                .isEqualTo(403);
        assertThat(send(as("/v1/corps/" + CORP + "/audit/1", "audit:write").DELETE())
                        .status())
                .isEqualTo(405);
        assertThat(audit("/0").status()).isEqualTo(404);
        assertThat(audit("/x").status()).isEqualTo(404);
    }

    @Test
    void anErasedContactIsNamedNoMoreAndTheRestStays() {
        edit("of wm-erased-" + id, "\"1\"");
        edit("of another", "\"2\"");
        JdbcAuditTraces traces = new JdbcAuditTraces(jdbc, transaction);
        traces.wipe(new CorpId(CORP), new ExternalUserId("wm-erased-" + id));
        traces.wipe(new CorpId(CORP), new ExternalUserId("wm-erased-" + id));

        assertThat(entries()).hasSize(2);
        for (String column : List.of("path", "request", "earlier")) {
            assertThat(jdbc.sql("SELECT COUNT(*) FROM audit_entry WHERE LOCATE(?, " + column + ") > 0")
                            .param("wm-erased-" + id)
                            .query(Long.class)
                            .single())
                    .isZero();
        }
        JsonNode wiped = audit("/" + entries().getLast().path("id").asString()).json();
        assertThat(wiped.path("request").isNull()).isTrue();
        assertThat(wiped.path("after").isNull()).isTrue();
        assertThat(wiped.at("/entry/status").asInt()).isEqualTo(200);
    }

    @Test
    void entriesEndByTheirAgeAlone() {
        edit("new", "\"1\"");
        JdbcAudit audit = new JdbcAudit(jdbc);
        audit.purge(3600);
        assertThat(entries()).hasSize(1);
        jdbc.sql("UPDATE audit_entry SET at = TIMESTAMPADD(HOUR, -2, at) WHERE actor = ?")
                .param(actor)
                .update();
        long entry = Long.parseLong(entries().getFirst().path("id").asString());
        audit.purge(3600);
        assertThat(entries()).isEmpty();
        assertThat(jdbc.sql("SELECT COUNT(*) FROM audit_answer WHERE entry_id = ?")
                        .param(entry)
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
