package scrm.sop.groupmessage;

import java.time.Instant;
import java.util.Optional;

import scrm.events.CorpId;

/** The bytes that go with messages. */
public interface MediaContents {
    /** Keeps bytes once, however often they are given. */
    MediaContentId keep(CorpId corpId, MediaContent content, Instant now);

    Optional<MediaContent> find(CorpId corpId, MediaContentId id);

    /** Whether there are such bytes of that type. */
    boolean has(CorpId corpId, MediaContentId id, MediaContent.Type type);
}
