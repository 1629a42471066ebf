package scrm.channel.media;

import scrm.attachment.MediaContentId;
import scrm.events.CorpId;

/** Says something with bytes that WeCom must have all the time; a bean of it is asked by {@link MediaRenewalWorker}. */
public interface MediaSender {
    /** Whether these bytes are still said with something. */
    boolean sends(CorpId corpId, MediaContentId contentId);

    /** WeCom has these bytes under this media id from now on; called in the transaction that keeps it. */
    default void renewed(CorpId corpId, MediaContentId contentId, String mediaId) {}
}
