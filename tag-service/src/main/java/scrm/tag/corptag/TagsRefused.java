package scrm.tag.corptag;

import java.util.List;

import scrm.events.CorpId;

/**
 * WeCom will not make tags that were wanted; told inside the process, in the transaction that learnt it.
 *
 * @param corpId the corp
 * @param groupName their group
 * @param names the tags
 * @param errcode WeCom's reason, see document 90313
 */
public record TagsRefused(CorpId corpId, String groupName, List<String> names, int errcode) {
    public TagsRefused {
        names = List.copyOf(names);
    }
}
