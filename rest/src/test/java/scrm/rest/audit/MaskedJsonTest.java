package scrm.rest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MaskedJsonTest {
    private final MaskedJson masked = new MaskedJson(new JsonMapper());

    private String of(String body) {
        return masked.of("application/json;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNamedAsASecretIsNotKept() {
        assertThat(of("""
                {"name": "张", "clientSecret": "a", "deep": [{"Access_Token": {"value": "b"}, "password": 7}],
                 "secret": null}
                """))
                .isEqualTo("{\"name\":\"张\",\"clientSecret\":\"***\",\"deep\":[{\"Access_Token\":\"***\","
                        + "\"password\":\"***\"}],\"secret\":null}");
        assertThat(masked.of(Map.of("secret", "whsec_x"))).isEqualTo("{\"secret\":\"***\"}");
    }

    @Test
    void whatIsNotJsonIsNotKept() {
        assertThat(of("{\"open\":")).isNull();
        assertThat(of("")).isNull();
        assertThat(masked.of("text/csv", new byte[] {'a'})).isNull();
        assertThat(masked.of(null, new byte[] {'1'})).isNull();
        assertThat(masked.of(new byte[] {'1'})).isNull();
    }

    @Test
    void whatIsTooLongIsNotKept() {
        String longest = "\"" + "a".repeat(MaskedJson.MAX_BYTES - 2) + "\"";
        assertThat(of(longest)).isEqualTo(longest);
        assertThat(of(longest + " ")).isNull();
        assertThat(masked.of(List.of("a".repeat(MaskedJson.MAX_BYTES)))).isNull();
    }
}
