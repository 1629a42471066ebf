package scrm.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;

class IdJsonTest {
    private final JsonMapper json = JsonMapper.builder().addModule(new IdJson()).build();

    record Members(ChatId chatId, List<UserId> userids, Map<UserId, Integer> counts) {}

    @Test
    void idsAreBareStringsAsValuesAndAsKeys() {
        Members members =
                new Members(new ChatId("wr1"), List.of(new UserId("a"), new UserId("b")), Map.of(new UserId("a"), 1));
        String text = json.writeValueAsString(members);
        assertThat(text).isEqualTo("{\"chatId\":\"wr1\",\"userids\":[\"a\",\"b\"],\"counts\":{\"a\":1}}");
        assertThat(json.readValue(text, Members.class)).isEqualTo(members);
    }

    @Test
    void whatIsNoIdIsRefused() {
        assertThatExceptionOfType(DatabindException.class).isThrownBy(() -> json.readValue("\" \"", CorpId.class));
        assertThatExceptionOfType(DatabindException.class).isThrownBy(() -> json.readValue("{}", CorpId.class));
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> json.readValue("{\" \": 1}", new TypeReference<Map<CorpId, Integer>>() {}));
    }
}
