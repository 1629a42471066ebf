package scrm.wecom.wxjava;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.wecom.Media;

/** Media ids that all processes see. Every method may find the store away. */
interface MediaIds {
    /** What the store has to say. */
    enum Turn {
        OURS,
        THEIRS,
        AWAY
    }

    @Nullable
    MediaId find(Content content);

    void put(Content content, MediaId mediaId, Duration life);

    /** The right to upload, for at most {@code lease}. */
    Turn tryLock(Content content, Duration lease);

    void unlock(Content content);

    /**
     * What is uploaded.
     *
     * @param use what the id is good for: {@code media}, or {@code moment}
     * @param sha256 of the bytes, in hex
     */
    record Content(CorpId corpId, String use, Media.Type type, String sha256) {}

    /** @param uploadedAt by our clock */
    record MediaId(String value, Instant uploadedAt) {}
}
