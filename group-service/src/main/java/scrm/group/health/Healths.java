package scrm.group.health;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** Where health is kept. */
interface Healths {
    Map<ChatId, Before> before(CorpId corpId, Collection<ChatId> chats);

    void save(CorpId corpId, List<Evaluated> all);

    Optional<Known> find(CorpId corpId, ChatId chatId);

    /** Silences alerts of a group; null: no more. */
    void mute(CorpId corpId, ChatId chatId, @Nullable Instant until);

    /** What was known before. */
    record Before(@Nullable String band, @Nullable Instant mutedUntil) {
        static final Before NOTHING = new Before(null, null);
    }

    /** How a group was found. */
    record Evaluated(
            ChatId chatId,
            Health health,
            Health.@Nullable Band band,
            List<Sign> signs,
            @Nullable String kind,
            LocalDate day,
            Instant at) {
        public Evaluated {
            signs = List.copyOf(signs);
        }
    }

    /** What is kept of a group. */
    record Known(
            @Nullable Integer score,
            @Nullable String band,
            List<Health.Part> parts,
            List<Sign> signs,
            @Nullable String kind,
            @Nullable LocalDate day,
            @Nullable Instant evaluatedAt,
            @Nullable Instant mutedUntil) {
        public Known {
            parts = List.copyOf(parts);
            signs = List.copyOf(signs);
        }
    }
}
