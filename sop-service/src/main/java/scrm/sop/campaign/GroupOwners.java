package scrm.sop.campaign;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Service;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.groupmessage.ChatType;
import scrm.wecom.Caller;
import scrm.wecom.GroupChats;
import scrm.wecom.WeComException;

/** Messages to group chats go out in their owners' names, and WeCom knows these best. Source: document 92122. */
@Service
class GroupOwners implements Senders {
    private final GroupChats groupChats;

    GroupOwners(GroupChats groupChats) {
        this.groupChats = groupChats;
    }

    @Override
    public ChatType chatType() {
        return ChatType.GROUP;
    }

    /** A call each, and all within a claim's lease. */
    @Override
    public int most() {
        return 20;
    }

    @Override
    public Map<String, UserId> of(CorpId corpId, Collection<String> receivers) {
        Map<String, UserId> owners = new HashMap<>();
        for (String receiver : receivers) {
            try {
                owners.put(
                        receiver,
                        groupChats
                                .get(Caller.bulk(corpId), new ChatId(receiver))
                                .owner());
            } catch (WeComException e) {
                if (e.kind() != WeComException.Kind.REFUSED) {
                    throw e;
                }
            }
        }
        return owners;
    }
}
