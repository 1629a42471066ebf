package scrm.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void idsDifferButComeAgainWithTheSameSeed() {
        Ids ids = new Ids("ww1", 1);
        Ids again = new Ids("ww1", 1);
        Ids other = new Ids("ww1", 2);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            String id = ids.next("wm", 30);
            assertThat(seen.add(id)).isTrue();
            assertThat(again.next("wm", 30)).isEqualTo(id);
            assertThat(seen.contains(other.next("wm", 30))).isFalse();
        }
        assertThat(seen.iterator().next()).hasSize(32).startsWith("wm");
    }
}
