package scrm.channel.livecode;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.State;

/**
 * Finds what a scan means by the {@code state} that came back. Answers from memory, for it stands in the way of every
 * welcome; an edit made by another instance is seen within {@link #MEMORY}. Foreign states are remembered as such, and
 * never hide one of ours: a live code has its row before WeCom has ever heard of its state.
 */
@Service
public class ScannedCodes {
    static final Duration MEMORY = Duration.ofSeconds(5);

    private static final int MOST = 100_000;

    private final LiveCodes liveCodes;
    private final Cache<Key, Optional<ScannedCode>> memory =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(MEMORY).build();

    ScannedCodes(LiveCodes liveCodes) {
        this.liveCodes = liveCodes;
    }

    /** What a contact who came with this state has scanned; empty for no state and for foreign ones. */
    public Optional<ScannedCode> find(CorpId corpId, @Nullable State state) {
        if (state == null) {
            return Optional.empty();
        }
        return Objects.requireNonNull(
                memory.get(new Key(corpId, state), key -> liveCodes.scanned(key.corpId(), key.state())));
    }

    /** Makes an edit of this instance seen at once. */
    void forget(CorpId corpId, State state) {
        memory.invalidate(new Key(corpId, state));
    }

    private record Key(CorpId corpId, State state) {}
}
