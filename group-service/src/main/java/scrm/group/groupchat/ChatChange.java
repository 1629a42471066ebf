package scrm.group.groupchat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;
import scrm.group.groupchat.GroupChat.ChangedAt;
import scrm.group.groupchat.GroupChat.Face;

/**
 * Something that changed about a group as a whole.
 *
 * @param at when
 * @param before what it was, if there was something
 * @param after what it is, if there is something
 */
record ChatChange(
        Instant at,
        Kind kind,
        @Nullable String before,
        @Nullable String after) {
    /** What can change. */
    enum Kind {
        CREATED,
        RENAMED,
        OWNER_CHANGED,
        ADMINS_CHANGED,
        NOTICE_CHANGED,
        DISMISSED
    }

    /**
     * What a reading changes. It happened when the callback says, or if none came, when we read it.
     *
     * @param before absent at the first reading
     */
    static List<ChatChange> between(@Nullable Face before, Face after, ChangedAt told, Instant readAt) {
        if (before == null) {
            return List.of(new ChatChange(after.createTime(), Kind.CREATED, null, after.name()));
        }
        List<ChatChange> changes = new ArrayList<>();
        add(changes, told.name(), readAt, Kind.RENAMED, before.name(), after.name());
        add(
                changes,
                told.owner(),
                readAt,
                Kind.OWNER_CHANGED,
                before.owner().value(),
                after.owner().value());
        add(changes, null, readAt, Kind.ADMINS_CHANGED, ids(before.admins()), ids(after.admins()));
        add(changes, told.notice(), readAt, Kind.NOTICE_CHANGED, before.notice(), after.notice());
        return changes;
    }

    /** As they are kept, too: no userid has a blank in it. */
    static String ids(List<UserId> users) {
        return users.stream().map(UserId::value).sorted().collect(Collectors.joining(" "));
    }

    private static void add(
            List<ChatChange> changes, @Nullable Instant told, Instant readAt, Kind kind, String before, String after) {
        if (!before.equals(after)) {
            changes.add(new ChatChange(told == null ? readAt : told, kind, before, after));
        }
    }
}
