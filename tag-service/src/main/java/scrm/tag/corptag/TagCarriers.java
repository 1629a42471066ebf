package scrm.tag.corptag;

import java.util.Set;

import scrm.events.CorpId;
import scrm.events.TagId;

/** Who carries tags; known where relations are kept. */
public interface TagCarriers {
    /** How many contacts carry at least one of the tags. */
    long count(CorpId corpId, Set<TagId> tagIds);
}
