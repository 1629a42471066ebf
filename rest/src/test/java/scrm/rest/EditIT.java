package scrm.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditIT extends RestIT {
    private String tag = "";

    @BeforeEach
    void createAThing() {
        Answer created = post(THINGS, """
                {"name": "a", "amount": 1, "owner": "Lin", "at": "2026-01-31T08:00:00Z", "color": "RED", "steps": []}""");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(THINGS + "/a");
        tag = created.header("ETag");
    }

    private Answer edit(String ifMatch) {
        return send(allowed(THINGS + "/a").header("If-Match", ifMatch).PUT(BodyPublishers.noBody()));
    }

    @Test
    void anEditOnTheCurrentVersionPassesAndGivesTheNextOne() {
        Answer edited = edit(tag);
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.header("ETag")).isNotEqualTo(tag).matches("\"\\d+\"");
        assertThat(edit(edited.header("ETag")).status()).isEqualTo(200);
    }

    @Test
    void anEditOnAnOlderVersionFails() {
        edit(tag);
        Answer late = edit(tag);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.code()).isEqualTo("precondition_failed");
    }

    @Test
    void anEditThatDoesNotSayItsVersionIsAskedToDoSo() {
        Answer blind = send(allowed(THINGS + "/a").PUT(BodyPublishers.noBody()));
        assertThat(blind.status()).isEqualTo(428);
        assertThat(blind.code()).isEqualTo("precondition_required");
    }

    @Test
    void aStarEditsWhateverIsThere() {
        assertThat(edit("*").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"1\"", "1", "\"abc\"", "\"1\", \"2\"", "\"99999999999999999999\""})
    void aTagThatWeNeverGaveMatchesNothing(String ifMatch) {
        assertThat(edit(ifMatch).status()).isEqualTo(412);
    }

    @Test
    void aReaderWhoHasTheVersionIsNotSentItAgain() {
        assertThat(get(THINGS + "/a", "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(get(THINGS + "/a", "If-None-Match", "\"0\"").status()).isEqualTo(200);
    }
}
