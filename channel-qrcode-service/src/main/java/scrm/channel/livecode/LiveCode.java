package scrm.channel.livecode;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.channel.script.WelcomeScript;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;

/**
 * A code of ours (渠道活码) over a code of WeCom's.
 *
 * @param id its id
 * @param corpId its corp
 * @param channelId its channel, for good: moving it would rewrite history
 * @param state what comes back with every contact; ours alone, and hard to guess
 * @param shortCode the end of its public short link; tells nothing of the state
 * @param status how far it has come
 * @param draft what people decide about it
 * @param assigned those of its users whom contacts are led to for now; null: all
 * @param openGroups of a code that leads into groups: those that WeCom leads into now, 1 to 5, the first with room
 *     first
 * @param exhausted whether none of its groups has room
 * @param handle what WeCom calls its code, once it is made: a {@code config_id}, or the {@code link_id} of a link
 * @param qrCode the address of WeCom's picture, once it is made and if there is one
 * @param link where an acquisition link leads, our state included, once it is made
 * @param failure why it was not made, or why WeCom refused the latest edit; while either is still to come, what it
 *     waits for
 * @param sync whether WeCom has the latest edit
 * @param version counts edits
 * @param createdAt when it was asked for
 * @param updatedAt when it was last edited
 */
public record LiveCode(
        LiveCodeId id,
        CorpId corpId,
        ChannelId channelId,
        State state,
        ShortCode shortCode,
        Status status,
        Draft draft,
        @Nullable List<UserId> assigned,
        List<ChatId> openGroups,
        boolean exhausted,
        @Nullable String handle,
        @Nullable String qrCode,
        @Nullable String link,
        @Nullable Failure failure,
        Sync sync,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    /** The version of a code that nobody has edited. */
    static final int FIRST_VERSION = 1;

    public LiveCode {
        assigned = assigned == null ? null : List.copyOf(assigned);
        openGroups = List.copyOf(openGroups);
    }

    /** Whom contacts are led to: never nobody, and never anybody who is no longer one of its users. */
    public List<UserId> leadsTo() {
        return leadsTo(assigned);
    }

    /** Whom contacts would be led to if these were assigned. */
    List<UserId> leadsTo(@Nullable List<UserId> users) {
        List<UserId> allowed = users == null
                ? List.of()
                : users.stream().filter(draft.users()::contains).toList();
        return allowed.isEmpty() ? draft.users() : allowed;
    }

    /** Which groups WeCom is to lead into once people have decided otherwise; rotation corrects it when it counts. */
    List<ChatId> openGroupsOf(Draft next) {
        Groups groups = next.groups();
        List<ChatId> stillThere = groups == null
                ? List.of()
                : openGroups.stream().filter(groups.chatIds()::contains).toList();
        return stillThere.isEmpty() ? next.firstGroups() : stillThere;
    }

    /** What a scan leads to, for good. */
    public enum Kind {
        /** One of some members becomes a friend: a contact way (document 92228). */
        CONTACT(100),
        /** The same; the welcome leads on into a group. */
        FRIEND_THEN_GROUP(100),
        /** The same by a link that can be followed outside WeChat's scanner (获客助手, document 97297). */
        ACQUISITION_LINK(500),
        /** Into a customer group: a join way (document 92229). */
        GROUP(0);

        private final int maxUsers;

        Kind(int maxUsers) {
            this.maxUsers = maxUsers;
        }

        /** How many members it may lead to. */
        public int maxUsers() {
            return maxUsers;
        }
    }

    /** How far it has come. */
    public enum Status {
        /** WeCom is being asked to make it, or will be once the corp's settings are mended. */
        CREATING,
        /** It can be scanned. */
        ACTIVE,
        /**
         * Our short link says that it rests. WeCom knows no pause: whoever has WeCom's own picture still gets through,
         * and is attributed.
         */
        PAUSED,
        /** WeCom refused; an edit tries again. */
        FAILED,
        /** Taken down. What it brought stays attributed to it. */
        ARCHIVED;

        /** Whether WeCom has a code of it. */
        public boolean isAtWeCom() {
            return this == ACTIVE || this == PAUSED;
        }
    }

    /** Whether WeCom has the latest edit. */
    public enum Sync {
        IN_SYNC,
        PENDING,
        FAILED
    }

    /**
     * What people decide about it.
     *
     * @param kind what a scan leads to
     * @param name for people; its first characters become WeCom's remark
     * @param users the members; none of a code that leads into groups
     * @param skipVerify whether contacts are added without the member's consent
     * @param welcome absent: none
     * @param groups of a code that leads into groups
     * @param invitesTo the group code that the welcome leads on to
     */
    public record Draft(
            Kind kind,
            String name,
            List<UserId> users,
            boolean skipVerify,
            @Nullable WelcomeScript welcome,
            @Nullable Groups groups,
            @Nullable LiveCodeId invitesTo) {
        public Draft {
            users = List.copyOf(users);
        }

        /** A contact code. */
        public static Draft ofContacts(
                String name, List<UserId> users, boolean skipVerify, @Nullable WelcomeScript welcome) {
            return new Draft(Kind.CONTACT, name, users, skipVerify, welcome, null, null);
        }

        /** The same under another name. */
        Draft named(String other) {
            return new Draft(kind, other, users, skipVerify, welcome, groups, invitesTo);
        }

        /**
         * For a code that begins with it: whatever was tried with another code's contacts is tried anew with its own.
         */
        Draft ofNewCode() {
            return welcome == null
                    ? this
                    : new Draft(
                            kind, name, users, skipVerify, welcome.following(null, FIRST_VERSION), groups, invitesTo);
        }

        /** Which groups WeCom is to lead into before anybody has counted members. */
        List<ChatId> firstGroups() {
            return groups == null
                    ? List.of()
                    : groups.chatIds().stream().limit(Groups.AT_ONCE).toList();
        }

        /** As an edit of the live code as it was; experiments whose arms stayed go on. */
        Draft following(LiveCode before) {
            return welcome == null
                    ? this
                    : new Draft(
                            kind,
                            name,
                            users,
                            skipVerify,
                            welcome.following(before.draft.welcome, before.version + 1),
                            groups,
                            invitesTo);
        }

        /** Whether WeCom's code would differ; welcome and invitation are ours alone. */
        boolean differsAtWeCom(Draft other) {
            return !name.equals(other.name)
                    || !users.equals(other.users)
                    || skipVerify != other.skipVerify
                    || !Objects.equals(groups, other.groups);
        }
    }

    /**
     * The groups that a code leads into, one after the other.
     *
     * @param chatIds in their order, 1 to {@value #MOST}
     * @param softCap how many members make a group full for this code, 2 to 500
     * @param autoCreate whether WeCom opens another group when all are full; it joins {@code chatIds}
     * @param roomBaseName what such groups are called, before their number; 40 characters at most
     * @param roomBaseId their first number
     */
    public record Groups(
            List<ChatId> chatIds,
            int softCap,
            boolean autoCreate,
            @Nullable String roomBaseName,
            @Nullable Long roomBaseId) {
        /** How many groups WeCom leads into at once (41091). */
        public static final int AT_ONCE = 5;

        /** How many groups a code may have. */
        public static final int MOST = 100;

        /** How many members make a group full unless somebody says otherwise. */
        public static final int USUAL_SOFT_CAP = 200;

        public Groups {
            chatIds = List.copyOf(chatIds);
        }

        /** The same with other groups. */
        public Groups withChatIds(List<ChatId> others) {
            return new Groups(others, softCap, autoCreate, roomBaseName, roomBaseId);
        }
    }

    /**
     * WeCom's refusal.
     *
     * @param errcode WeCom's code, 0 if it gave none
     */
    public record Failure(String reason, int errcode) {}
}
