package scrm.group.member;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member as a reading shows it.
 *
 * @param memberId a userid or an external_userid
 * @param external whether it is an external_userid
 * @param joinTime when the present stay began
 * @param detail how
 * @param unionId across apps of one open platform account
 * @param groupNickname in this group
 * @param name the name
 */
public record SeenMember(
        String memberId,
        boolean external,
        Instant joinTime,
        JoinDetail detail,
        @Nullable String unionId,
        @Nullable String groupNickname,
        @Nullable String name) {}
