package scrm.channel.livecode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;

/**
 * Finds live codes by their short links. Answers from memory: a poster that a crowd scans costs one query in
 * {@link #MEMORY}, after which an edit made anywhere is seen. While the database is away, links that were opened within
 * {@link #KEPT} go on to be answered as they were. Links that lead nowhere are remembered as such.
 */
@Service
public class PublicCodes {
    static final Duration MEMORY = Duration.ofSeconds(2);
    static final Duration KEPT = Duration.ofHours(1);

    private static final int MOST = 100_000;
    private static final Logger log = LoggerFactory.getLogger(PublicCodes.class);

    private final LiveCodes liveCodes;
    private final Clock clock;
    private final Cache<ShortCode, Remembered> memory =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(KEPT).build();

    PublicCodes(LiveCodes liveCodes, Clock clock) {
        this.liveCodes = liveCodes;
        this.clock = clock;
    }

    /**
     * Of whichever corp: the link is all that its visitor has.
     *
     * @throws DataAccessException if it is not remembered and the database is away
     */
    public Optional<PublicCode> find(ShortCode shortCode) {
        Instant now = clock.instant();
        Remembered known = memory.getIfPresent(shortCode);
        if (known == null || known.isOld(now)) {
            known = Objects.requireNonNull(
                    memory.asMap().compute(shortCode, (_, before) -> refreshed(shortCode, before, now)));
        }
        return known.code();
    }

    /** A corp's own, as it is now. */
    public Optional<PublicCode> find(CorpId corpId, LiveCodeId id) {
        return liveCodes.find(corpId, id).map(PublicCode::of);
    }

    private Remembered refreshed(ShortCode shortCode, @Nullable Remembered before, Instant now) {
        if (before != null && !before.isOld(now)) {
            return before; // somebody else has just read it
        }
        try {
            return new Remembered(liveCodes.find(shortCode).map(PublicCode::of), now);
        } catch (DataAccessException e) {
            if (before == null) {
                throw e;
            }
            log.warn("A short link is answered as it was: {}", e.getClass().getName());
            return new Remembered(before.code(), now);
        }
    }

    private record Remembered(Optional<PublicCode> code, Instant readAt) {
        /** A clock that was put back must not make it last. */
        boolean isOld(Instant now) {
            return now.isBefore(readAt) || now.isAfter(readAt.plus(MEMORY));
        }
    }
}
