package scrm.sop.campaign;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.audience.GroupTarget;
import scrm.sop.audience.GroupTargets;
import scrm.sop.content.ChatType;
import scrm.wecom.Caller;
import scrm.wecom.GroupChats;
import scrm.wecom.WeComException;

/**
 * Messages to group chats go out in their owners' names. WeCom is asked for the owners of groups that nobody has told
 * us of. Source: document 92122.
 */
@Service
class GroupOwners implements Senders {
    private final GroupTargets groups;
    private final GroupChats groupChats;

    GroupOwners(GroupTargets groups, GroupChats groupChats) {
        this.groups = groups;
        this.groupChats = groupChats;
    }

    @Override
    public ChatType chatType() {
        return ChatType.GROUP;
    }

    /** A call each at worst, and all within a claim's lease. */
    @Override
    public int most() {
        return 20;
    }

    @Override
    public Map<String, UserId> of(CorpId corpId, Collection<String> receivers) {
        List<ChatId> chats = receivers.stream().map(ChatId::new).toList();
        Map<ChatId, GroupTarget> known = groups.find(corpId, chats);
        Map<String, UserId> owners = new HashMap<>();
        for (ChatId chat : chats) {
            GroupTarget group = known.get(chat);
            UserId owner =
                    group == null || (group.open() && group.owner() == null) ? asked(corpId, chat) : group.owner();
            if (owner != null && (group == null || group.open())) {
                owners.put(chat.value(), owner);
            }
        }
        return owners;
    }

    private @Nullable UserId asked(CorpId corpId, ChatId chat) {
        try {
            return groupChats.get(Caller.bulk(corpId), chat).owner();
        } catch (WeComException e) {
            if (e.kind() != WeComException.Kind.REFUSED) {
                throw e;
            }
            return null;
        }
    }
}
