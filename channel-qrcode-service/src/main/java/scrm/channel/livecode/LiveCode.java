package scrm.channel.livecode;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;

/**
 * A QR code of ours (渠道活码) over a contact way of WeCom's (document 92228).
 *
 * @param id its id
 * @param corpId its corp
 * @param channelId its channel, for good: moving it would rewrite history
 * @param state what comes back with every contact; ours alone, and hard to guess
 * @param status how far it has come
 * @param draft what people decide about it
 * @param configId WeCom's handle, once it is made
 * @param qrCode the address of the picture, once it is made
 * @param failure why it was not made, or why WeCom refused the latest edit
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
        Status status,
        Draft draft,
        @Nullable String configId,
        @Nullable String qrCode,
        @Nullable Failure failure,
        Sync sync,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    /** What a userid looks like. Source: document 90200. */
    public static final String USER_ID = "[A-Za-z0-9_.@-]{1,64}";

    /** How far it has come. */
    public enum Status {
        /** WeCom is being asked to make it. */
        CREATING,
        /** It can be scanned. */
        ACTIVE,
        /** WeCom refused; an edit tries again. */
        FAILED,
        /** Taken down. What it brought stays attributed to it. */
        ARCHIVED
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
     * @param name for people; the first 30 characters become WeCom's remark
     * @param users 1 to 100 members
     * @param skipVerify whether contacts are added without the member's consent
     * @param welcome absent: none
     */
    public record Draft(
            String name,
            List<UserId> users,
            boolean skipVerify,
            @Nullable WelcomeContent welcome) {
        public Draft {
            users = List.copyOf(users);
        }

        /** Whether WeCom's contact way would differ; the welcome is ours alone. */
        boolean differsAtWeCom(Draft other) {
            return !name.equals(other.name) || !users.equals(other.users) || skipVerify != other.skipVerify;
        }
    }

    /**
     * WeCom's refusal.
     *
     * @param errcode WeCom's code, 0 if it gave none
     */
    public record Failure(String reason, int errcode) {}
}
