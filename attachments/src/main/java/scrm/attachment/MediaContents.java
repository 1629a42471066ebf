package scrm.attachment;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import scrm.events.CorpId;
import scrm.wecom.Media;

/** The bytes of attachments, and under which media id WeCom has them for now. */
public interface MediaContents {
    /** Keeps bytes once, however often they are given. */
    MediaContentId keep(CorpId corpId, MediaContent content, Instant now);

    Optional<MediaContent> find(CorpId corpId, MediaContentId id);

    /** Whether there are such bytes of that type. */
    boolean has(CorpId corpId, MediaContentId id, Media.Type type);

    /** WeCom has these bytes under this media id until then. */
    void uploaded(CorpId corpId, MediaContentId id, String mediaId, Instant until);

    /** The media ids of these contents that WeCom takes at this moment; contents that it lacks are left out. */
    Map<MediaContentId, String> mediaIds(CorpId corpId, Collection<MediaContentId> ids, Instant now);
}
