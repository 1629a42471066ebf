package scrm.tag.rule;

import java.util.Collection;
import java.util.Set;

import scrm.events.CorpId;

/** Tells in which tag groups a relation has one tag at most; each feature that keeps such groups has a bean of it. */
public interface ExclusiveGroups {
    /** Those of the groups, by name, that are so. */
    Set<String> among(CorpId corpId, Collection<String> groupNames);
}
