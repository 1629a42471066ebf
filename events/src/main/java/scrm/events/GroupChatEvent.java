package scrm.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code change_external_chat}: a customer group changed. Source: document 92130. */
public sealed interface GroupChatEvent extends WeComEvent {
    /** The group. */
    ChatId chatId();

    @Override
    default Topic topic() {
        return Topic.GROUP_CHAT;
    }

    @Override
    default String key() {
        return corpId().value() + "|" + chatId().value();
    }

    /**
     * {@code create}.
     *
     * @param chatId the group
     */
    record GroupChatCreated(EventId id, CorpId corpId, Instant occurredAt, ChatId chatId) implements GroupChatEvent {}

    /**
     * {@code dismiss}.
     *
     * @param chatId the group
     */
    record GroupChatDismissed(EventId id, CorpId corpId, Instant occurredAt, ChatId chatId) implements GroupChatEvent {}

    /**
     * {@code update/add_member}.
     *
     * @param chatId the group
     * @param change which members and versions, as far as told
     */
    record GroupChatMemberAdded(EventId id, CorpId corpId, Instant occurredAt, ChatId chatId, MemberChange change)
            implements GroupChatEvent {}

    /**
     * {@code update/del_member}.
     *
     * @param chatId the group
     * @param change which members and versions, as far as told
     */
    record GroupChatMemberDeleted(EventId id, CorpId corpId, Instant occurredAt, ChatId chatId, MemberChange change)
            implements GroupChatEvent {}

    /**
     * {@code update/change_owner}.
     *
     * @param chatId the group
     * @param change which members and versions, as far as told
     */
    record GroupChatOwnerChanged(EventId id, CorpId corpId, Instant occurredAt, ChatId chatId, MemberChange change)
            implements GroupChatEvent {}

    /**
     * {@code update/change_name}.
     *
     * @param chatId the group
     * @param change which members and versions, as far as told
     */
    record GroupChatNameChanged(EventId id, CorpId corpId, Instant occurredAt, ChatId chatId, MemberChange change)
            implements GroupChatEvent {}

    /**
     * {@code update/change_notice}.
     *
     * @param chatId the group
     * @param change which members and versions, as far as told
     */
    record GroupChatNoticeChanged(EventId id, CorpId corpId, Instant occurredAt, ChatId chatId, MemberChange change)
            implements GroupChatEvent {}

    /**
     * What an update tells of members. Every part may be missing.
     *
     * @param scene {@code JoinScene} of an addition or {@code QuitScene} of a deletion (0 left, 1 removed); join scenes
     *     here differ from those of {@code groupchat/get}: opaque
     * @param count {@code MemChangeCnt}
     * @param members {@code MemChangeList}: userids and external_userids
     * @param lastMemVer the member version before; equal to ours when we missed nothing
     * @param curMemVer the member version after
     */
    record MemberChange(
            @Nullable Integer scene,
            @Nullable Integer count,
            List<String> members,
            @Nullable String lastMemVer,
            @Nullable String curMemVer) {
        /** Nothing told. */
        public static final MemberChange NONE = new MemberChange(null, null, List.of(), null, null);

        public MemberChange {
            members = List.copyOf(members);
        }
    }
}
