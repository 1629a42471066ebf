package scrm.channel.rotation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.livecode.GroupCodes;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** Who came into groups by a live code. */
@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/{id}/group-joins")
class GroupJoinController {
    private final GroupCodes groupCodes;
    private final GroupJoins joins;

    GroupJoinController(GroupCodes groupCodes, GroupJoins joins) {
        this.groupCodes = groupCodes;
        this.joins = joins;
    }

    /** The latest first. */
    @GetMapping
    Slice<GroupJoinView> list(@PathVariable CorpId corpId, @PathVariable long id, PageRequest page) {
        LiveCodeId liveCodeId = new LiveCodeId(id);
        if (groupCodes.find(corpId, liveCodeId).isEmpty()) {
            throw NotFound.of("live-code");
        }
        Cursor after = page.after();
        @Nullable Long before = after == null ? null : after.number(0);
        List<GroupJoins.Recorded> found = joins.list(corpId, liveCodeId, before, page.fetchSize());
        return Slice.of(found, page, recorded -> Cursor.at(recorded.number())).map(GroupJoinView::of);
    }

    record GroupJoinView(ChatId chatId, ExternalUserId externalUserId, String channelId, Instant joinedAt) {
        static GroupJoinView of(GroupJoins.Recorded recorded) {
            GroupJoin join = recorded.join();
            return new GroupJoinView(
                    join.chatId(), join.externalUserId(), join.channelId().toString(), join.joinedAt());
        }
    }
}
