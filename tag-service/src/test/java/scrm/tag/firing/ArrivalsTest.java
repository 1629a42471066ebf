package scrm.tag.firing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.tag.firing.Arrivals.Word;
import scrm.tag.rule.Trigger;
import scrm.tag.rule.Trigger.Behaved;
import scrm.tag.rule.Trigger.Stored;

class ArrivalsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final UserId ZHANG = new UserId("zhang");
    private static final UserId LI = new UserId("li");

    @Test
    void whoWasAddedWithAStateWaitsUntilItIsAttributed() {
        Arrivals added = arrivals(List.of(new Word(ZHANG, NOW)), List.of());
        assertThat(added.awaited(behaved("ADDED", NOW))).isTrue();
        assertThat(added.awaited(behaved("GROUP_JOINED", NOW.plusSeconds(20)))).isTrue();
        assertThat(added.awaited(behaved("GROUP_JOINED", NOW.plus(Duration.ofMinutes(2)))))
                .isFalse();

        Arrivals known = arrivals(List.of(new Word(ZHANG, NOW)), List.of(new Word(ZHANG, NOW)));
        assertThat(known.awaited(behaved("ADDED", NOW))).isFalse();
        assertThat(known.awaited(behaved("GROUP_JOINED", NOW.plusSeconds(20)))).isFalse();
    }

    @Test
    void theAttributionOfAnotherMemberOrAnEarlierOneDoesNotCount() {
        List<Word> added = List.of(new Word(ZHANG, NOW));
        assertThat(arrivals(added, List.of(new Word(LI, NOW))).awaited(behaved("ADDED", NOW)))
                .isTrue();
        assertThat(arrivals(added, List.of(new Word(ZHANG, NOW.minusSeconds(60))))
                        .awaited(behaved("ADDED", NOW)))
                .isTrue();
    }

    @Test
    void aReadingThatComesBeforeTheCallbackWaitsAsWell() {
        Arrivals nothing = arrivals(List.of(), List.of());
        assertThat(nothing.awaited(stored("s1", NOW))).isTrue();
        assertThat(nothing.awaited(stored(null, NOW))).isFalse();
        assertThat(nothing.awaited(stored("s1", NOW.minus(Duration.ofDays(9))))).isFalse();
        assertThat(arrivals(List.of(), List.of(new Word(ZHANG, NOW))).awaited(stored("s1", NOW)))
                .isFalse();
    }

    @Test
    void whoWasJustAddedIsReadFirst() {
        Arrivals unread = new Arrivals(List.of(), List.of(), Set.of());
        assertThat(unread.awaited(behaved("ADDED", NOW))).isTrue();
        assertThat(unread.awaited(behaved("LINK_CLICKED", NOW))).isFalse();
    }

    private static Arrivals arrivals(List<Word> added, List<Word> attributed) {
        return new Arrivals(added, attributed, Set.of(ZHANG));
    }

    private static Trigger behaved(String kind, Instant at) {
        return trigger(at, new Behaved(kind, "", null, null));
    }

    private static Trigger stored(@Nullable String state, Instant addedAt) {
        return trigger(NOW, new Stored(state, addedAt));
    }

    private static Trigger trigger(Instant at, Trigger.Cause cause) {
        return new Trigger(EventId.derived("t"), new CorpId("ww1"), new ExternalUserId("wm1"), ZHANG, at, cause);
    }
}
