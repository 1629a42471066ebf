package scrm.events;

import java.time.Instant;
import java.util.List;

/** How group-service gets a live code for a group that is not open yet: it asks, channel-qrcode-service answers. */
public sealed interface GroupCodeEvent extends ScrmEvent {
    /** The charter of the group. */
    String charterId();

    @Override
    default Topic topic() {
        return Topic.ATTRIBUTION;
    }

    @Override
    default String key() {
        return corpId().value() + "|charter-" + charterId();
    }

    /**
     * A live code is wanted by which WeCom opens a group: one that leads into groups that are there and, when they are
     * full, has WeCom open the next (document 92229 asks for one that is there).
     *
     * @param charterId the charter of the group that is to be opened
     * @param channelId the channel that the code is to stand in
     * @param name the code's, 1 to 50 characters
     * @param chatIds the groups that are there, 1 to 5
     * @param softCap how many members make a group full for the code
     * @param roomBaseName what the new group is called, before WeCom's number; 40 characters at most
     */
    record GroupCodeWanted(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            String charterId,
            String channelId,
            String name,
            List<ChatId> chatIds,
            int softCap,
            String roomBaseName)
            implements GroupCodeEvent {
        public GroupCodeWanted {
            chatIds = List.copyOf(chatIds);
        }

        @Override
        public Topic topic() {
            return Topic.GROUP;
        }
    }

    /**
     * The live code is there; WeCom is being asked to make it.
     *
     * @param charterId the charter
     * @param liveCodeId the live code
     * @param state what comes back with whoever joins by it
     */
    record GroupCodeOpened(
            EventId id, CorpId corpId, Instant occurredAt, String charterId, String liveCodeId, State state)
            implements GroupCodeEvent {}

    /**
     * The live code cannot be opened.
     *
     * @param charterId the charter
     * @param reason {@code channel_not_found} or {@code channel_archived}
     */
    record GroupCodeRefused(EventId id, CorpId corpId, Instant occurredAt, String charterId, String reason)
            implements GroupCodeEvent {}
}
