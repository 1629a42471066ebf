package scrm.tag.corptag;

import java.util.Map;

import scrm.events.CorpId;
import scrm.events.TagId;

/**
 * Tags that were wanted exist; told inside the process, in the transaction that learnt it.
 *
 * @param corpId the corp
 * @param groupName their group
 * @param tagIds by name
 */
public record TagsEnsured(CorpId corpId, String groupName, Map<String, TagId> tagIds) {
    public TagsEnsured {
        tagIds = Map.copyOf(tagIds);
    }
}
