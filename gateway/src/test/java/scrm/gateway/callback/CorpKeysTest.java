package scrm.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.rest.NotFound;
import scrm.wecom.Corp;
import scrm.wecom.Corps;
import scrm.wecom.callback.CallbackKeys;

class CorpKeysTest {
    private final Map<CorpId, Corp> served = new HashMap<>();
    private final CorpKeys keys = new CorpKeys(new Corps() {
        @Override
        public Optional<Corp> find(CorpId corpId) {
            return Optional.ofNullable(served.get(corpId));
        }

        @Override
        public Collection<Corp> all() {
            return served.values();
        }
    });

    @Test
    void theKeysOfACorpAreMadeOnce() {
        serve("ww1", "token", "a".repeat(43));

        CallbackKeys first = keys.of("ww1");
        assertThat(keys.of("ww1")).isSameAs(first);
        serve("ww1", "token", "a".repeat(43));
        assertThat(keys.of("ww1")).isSameAs(first);
    }

    @Test
    void aChangedEntryMakesNewKeys() {
        serve("ww1", "token", "a".repeat(43));
        CallbackKeys first = keys.of("ww1");

        serve("ww1", "token2", "a".repeat(43));

        assertThat(keys.of("ww1")).isNotSameAs(first);
    }

    @Test
    void aCorpThatIsNotServedIsNotFound() {
        assertThatThrownBy(() -> keys.of("ww1")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> keys.of(" ")).isInstanceOf(NotFound.class);
        serve("ww1", "token", "a".repeat(43));
        keys.of("ww1");
        served.clear();
        assertThatThrownBy(() -> keys.of("ww1")).isInstanceOf(NotFound.class);
    }

    @Test
    void badKeysDisableTheirCorpAlone() {
        serve("ww1", "token", "short");
        serve("ww2", "token", "b".repeat(43));

        assertThatThrownBy(() -> keys.of("ww1")).isInstanceOf(NotFound.class);
        assertThat(keys.of("ww2").corpId()).isEqualTo(new CorpId("ww2"));
    }

    private void serve(String corpId, String token, String aesKey) {
        CorpId id = new CorpId(corpId);
        served.put(id, new Corp(id, "Test", ZoneId.of("Asia/Shanghai"), 1, "secret", token, aesKey));
    }
}
