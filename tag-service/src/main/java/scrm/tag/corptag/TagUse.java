package scrm.tag.corptag;

import java.util.Set;

import scrm.events.CorpId;
import scrm.events.TagId;

/**
 * A feature that goes by tags or sets them; each has a bean of this type, so that nobody takes its tags for useless.
 */
public interface TagUse {
    /** The tags that it would miss. */
    Set<TagId> inUse(CorpId corpId);
}
