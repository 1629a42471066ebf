package scrm.sop.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.sop.audience.GroupFilter;
import scrm.sop.audience.GroupTargets;
import scrm.wecom.Page;

/** The group chats that a filter means when the message goes out, read in the order of their ids. */
@Service
class GroupReceivers implements Receivers {
    private static final int PAGE = 1000;

    private final GroupTargets groups;

    GroupReceivers(GroupTargets groups) {
        this.groups = groups;
    }

    @Override
    public Class<? extends Audience> audience() {
        return Audience.Groups.class;
    }

    @Override
    public long size(CorpId corpId, Audience audience) {
        return groups.count(corpId, filter(audience));
    }

    @Override
    public Page<String> page(CorpId corpId, Audience audience, @Nullable String cursor) {
        List<String> chats =
                groups.page(corpId, filter(audience), cursor == null ? null : new ChatId(cursor), PAGE).stream()
                        .map(group -> group.chatId().value())
                        .toList();
        return new Page<>(chats, chats.size() < PAGE ? null : chats.getLast());
    }

    private static GroupFilter filter(Audience audience) {
        return ((Audience.Groups) audience).filter();
    }
}
