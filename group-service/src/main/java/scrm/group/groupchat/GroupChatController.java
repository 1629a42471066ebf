package scrm.group.groupchat;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.groupchat.JdbcGroupChatList.Filter;
import scrm.group.groupchat.JdbcGroupChatList.Happened;
import scrm.group.groupchat.JdbcGroupChatList.Listed;
import scrm.group.groupchat.JdbcGroupChatList.Place;
import scrm.rest.ChangesNothing;
import scrm.rest.Counted;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.wecom.Caller;

/** Customer groups and their history. */
@RestController
class GroupChatController {
    private static final String OPEN = "OPEN";
    private static final String DISMISSED = "DISMISSED";

    private final JdbcGroupChatList chats;
    private final scrm.wecom.GroupChats weCom;

    GroupChatController(JdbcGroupChatList chats, scrm.wecom.GroupChats weCom) {
        this.chats = chats;
        this.weCom = weCom;
    }

    /**
     * Groups in the order in which we got to know them.
     *
     * @param owner owned by this member
     * @param status {@code OPEN} or {@code DISMISSED}
     * @param memberId with this member, a userid or an external_userid, in it now
     * @param uncharted whether nobody has written what it is for
     * @param sort {@code HEALTH}: groups that are not dismissed and have a score, the worst first; takes no filter but
     *     {@code owner}
     */
    @GetMapping("/v1/corps/{corpId}/group-chats")
    Slice<GroupChatView> list(
            @PathVariable CorpId corpId,
            @RequestParam(required = false) @Nullable UserId owner,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String memberId,
            @RequestParam(required = false) @Nullable Boolean uncharted,
            @RequestParam(required = false) @Nullable Sort sort,
            @Counted PageRequest page) {
        if (sort == Sort.HEALTH) {
            return worst(corpId, owner, status, memberId, page);
        }
        return list(corpId, new Filter(owner, dismissed(status), memberId, uncharted, false), page);
    }

    /** Groups whose owner has left the corp: hand them over. */
    @GetMapping("/v1/corps/{corpId}/group-chats/ownerless")
    Slice<GroupChatView> ownerless(@PathVariable CorpId corpId, @Counted PageRequest page) {
        return list(corpId, Filter.OWNERLESS, page);
    }

    private Slice<GroupChatView> list(CorpId corpId, Filter filter, PageRequest page) {
        long after = page.after() == null ? 0 : page.after().number(0);
        List<Listed> fetched = chats.after(corpId, filter, after, page.fetchSize());
        Slice<GroupChatView> slice =
                Slice.of(fetched, page, (Listed chat) -> Cursor.at(chat.id())).map(GroupChatView::of);
        return page.exactCount() ? slice.withTotal(chats.count(corpId, filter)) : slice;
    }

    /** In which order. */
    enum Sort {
        HEALTH
    }

    private Slice<GroupChatView> worst(
            CorpId corpId,
            @Nullable UserId owner,
            @Nullable String status,
            @Nullable String memberId,
            PageRequest page) {
        if (status != null || memberId != null || page.exactCount()) {
            throw InvalidRequest.field("sort", "invalid");
        }
        Cursor after = page.after();
        List<Listed> fetched = chats.worst(
                corpId,
                owner,
                after == null ? -1 : Math.toIntExact(after.number(0)),
                after == null ? "" : after.text(1),
                page.fetchSize());
        return Slice.of(
                        fetched,
                        page,
                        (Listed chat) -> Cursor.at(Objects.requireNonNull(chat.healthScore()), chat.chatId()))
                .map(GroupChatView::of);
    }

    private static @Nullable Boolean dismissed(@Nullable String status) {
        return switch (status) {
            case null -> null;
            case OPEN -> false;
            case DISMISSED -> true;
            default -> throw InvalidRequest.field("status", "not_allowed", OPEN + ", " + DISMISSED);
        };
    }

    /** One group. */
    @GetMapping("/v1/corps/{corpId}/group-chats/{chatId}")
    GroupChatView find(@PathVariable CorpId corpId, @PathVariable ChatId chatId) {
        return chats.find(corpId, chatId).map(GroupChatView::of).orElseThrow(() -> NotFound.of("group-chat"));
    }

    /** Which group a mini program was opened in. */
    @PostMapping("/v1/corps/{corpId}/group-chats/opengid")
    @ChangesNothing
    OpengidView opengid(@PathVariable CorpId corpId, @Valid @RequestBody OpengidRequest request) {
        return new OpengidView(weCom.chatIdOf(Caller.person(corpId), request.opengid()));
    }

    /** What happened in a group, oldest first. */
    @GetMapping("/v1/corps/{corpId}/group-chats/{chatId}/timeline")
    Slice<HappenedView> timeline(@PathVariable CorpId corpId, @PathVariable ChatId chatId, PageRequest page) {
        Cursor after = page.after();
        Place place = after == null
                ? Place.START
                : new Place(after.instant(0), Math.toIntExact(after.number(1)), after.number(2));
        return Slice.of(
                        chats.history(corpId, chatId, place, page.fetchSize()),
                        page,
                        (Happened happened) -> Cursor.at(happened.at(), happened.rank(), happened.id()))
                .map(HappenedView::of);
    }

    /** @param opengid as the mini program got it */
    record OpengidRequest(@NotBlank @Size(max = 128) String opengid) {}

    /** The group of an opengid, whether we know it or not. */
    record OpengidView(ChatId chatId) {}

    /**
     * A group.
     *
     * @param status {@code OPEN} or {@code DISMISSED}
     * @param owner absent until the group was read
     * @param ownerStatus as WeCom last listed it: 0 normal, 1 the owner has left the corp, 2 being handed over, 3
     *     handed over
     * @param memberCount members and contacts who are in now
     * @param externalCount contacts who are in now
     * @param healthScore 0 to 100; absent while too little is known
     * @param healthBand {@code HEALTHY}, {@code WEAKENING} or {@code CRITICAL}
     */
    record GroupChatView(
            ChatId chatId,
            String name,
            String status,
            @Nullable UserId owner,
            int ownerStatus,
            List<UserId> admins,
            @Nullable String notice,
            @Nullable Instant createTime,
            @Nullable Instant dismissedAt,
            int memberCount,
            int externalCount,
            @Nullable Integer healthScore,
            @Nullable String healthBand) {
        static GroupChatView of(Listed chat) {
            return new GroupChatView(
                    chat.chatId(),
                    chat.name(),
                    chat.dismissedAt() == null ? OPEN : DISMISSED,
                    chat.owner(),
                    chat.ownerStatus(),
                    chat.admins(),
                    chat.notice(),
                    chat.createTime(),
                    chat.dismissedAt(),
                    chat.memberCount(),
                    chat.externalCount(),
                    chat.healthScore(),
                    chat.healthBand());
        }
    }

    /**
     * Something that happened in a group.
     *
     * @param kind {@code CREATED}, {@code JOINED}, {@code RENAMED}, {@code OWNER_CHANGED}, {@code ADMINS_CHANGED},
     *     {@code NOTICE_CHANGED}, {@code QUIT}, {@code PHASE_CHANGED} or {@code DISMISSED}
     * @param memberId who joined or quit
     * @param scene of a joining: 1 invited, 2 link, 3 QR; of a quit: 0 left, 1 removed; absent if nobody told
     * @param state of the join way that was scanned
     * @param before what it was
     * @param after what it became
     */
    record HappenedView(
            Instant at,
            String kind,
            @Nullable String memberId,
            @Nullable Boolean external,
            @Nullable Integer scene,
            @Nullable String state,
            @Nullable String invitor,
            @Nullable String before,
            @Nullable String after) {
        static HappenedView of(Happened happened) {
            return new HappenedView(
                    happened.at(),
                    happened.kind(),
                    happened.memberId(),
                    happened.external(),
                    happened.scene(),
                    happened.state(),
                    happened.invitor(),
                    happened.before(),
                    happened.after());
        }
    }
}
