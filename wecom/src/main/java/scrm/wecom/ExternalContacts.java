package scrm.wecom;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.TagId;
import scrm.events.UserId;

/** External contacts and who follows them. Source: documents 92109, 92114, 92994, 92115. */
public interface ExternalContacts {
    /** Members who may use customer contact, {@code get_follow_user_list}. */
    List<UserId> followUsers(Caller caller);

    /** The contacts of a member, {@code list}; empty when there are none (84061). */
    List<ExternalUserId> list(Caller caller, UserId userId);

    /** A contact with all who follow it, {@code get}; pages of follow users are joined. */
    ExternalContact get(Caller caller, ExternalUserId externalUserId);

    /**
     * Contacts of up to 100 members with that member's relation each, {@code batch/get_by_user}; personal tags are
     * absent. Refused with 701008 if none of the members has a licence.
     */
    Batch batchGetByUser(Caller caller, List<UserId> userIds, @Nullable String cursor, int limit);

    /** Sets a member's remark and the like, {@code remark}; null leaves a field as it is. */
    void remark(Caller caller, UserId userId, ExternalUserId externalUserId, Remark remark);

    /**
     * A page of several members' contacts.
     *
     * @param page contacts, each as one member sees it
     * @param unlicensed members of whom WeCom tells nothing, for want of a licence
     */
    record Batch(Page<ExternalContact> page, List<UserId> unlicensed) {
        public Batch {
            unlicensed = List.copyOf(unlicensed);
        }
    }

    /**
     * A contact.
     *
     * @param type 1 WeChat, 2 WeCom
     * @param gender 0 unknown, 1 male, 2 female
     * @param followUsers at least one from {@code get}, exactly one from {@code batch/get_by_user}
     */
    record ExternalContact(
            ExternalUserId externalUserId,
            String name,
            @Nullable String avatar,
            int type,
            int gender,
            @Nullable String unionId,
            @Nullable String corpName,
            List<FollowUser> followUsers) {
        public ExternalContact {
            followUsers = List.copyOf(followUsers);
        }

        /** The same contact as these members see it. */
        public ExternalContact withFollowUsers(List<FollowUser> others) {
            return new ExternalContact(externalUserId, name, avatar, type, gender, unionId, corpName, others);
        }
    }

    /**
     * One member's relation to a contact.
     *
     * @param addWay WeCom's code, see document 92114: 1 QR, 16 acquisition link, 202 assigned by admin ...
     */
    record FollowUser(
            UserId userId,
            String remark,
            String description,
            Instant createTime,
            List<Tag> tags,
            List<String> remarkMobiles,
            int addWay,
            @Nullable String operUserId,
            @Nullable State state) {
        public FollowUser {
            tags = List.copyOf(tags);
            remarkMobiles = List.copyOf(remarkMobiles);
        }
    }

    /**
     * A tag that a member gave a contact.
     *
     * @param tagId absent for personal tags
     * @param type 1 corp, 2 personal, 3 strategy
     */
    record Tag(
            @Nullable TagId tagId,
            @Nullable String groupName,
            @Nullable String tagName,
            int type) {}

    /**
     * What {@code remark} sets.
     *
     * @param remark 20 characters at most
     * @param description 150 characters at most
     * @param remarkMobiles replaces all; an empty list clears
     */
    record Remark(
            @Nullable String remark,
            @Nullable String description,
            @Nullable List<String> remarkMobiles) {}
}
