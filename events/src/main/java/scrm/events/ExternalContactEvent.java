package scrm.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code change_external_contact}: the relation of one member and one contact changed. Source: document 92130. */
public sealed interface ExternalContactEvent extends WeComEvent {
    /** The member. */
    UserId userId();

    /** The contact. */
    ExternalUserId externalUserId();

    @Override
    default Topic topic() {
        return Topic.EXTERNAL_CONTACT;
    }

    @Override
    default String key() {
        return corpId().value() + "|" + externalUserId().value();
    }

    /**
     * {@code add_external_contact}: member and contact are friends.
     *
     * @param userId the member
     * @param externalUserId the contact
     * @param state of the live code or link that was used, if any
     * @param welcomeCode absent when WeCom grants no welcome (document 92137)
     */
    record ExternalContactAdded(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            ExternalUserId externalUserId,
            @Nullable State state,
            @Nullable WelcomeCode welcomeCode)
            implements ExternalContactEvent {}

    /**
     * {@code add_half_external_contact}: the contact added a member who has not confirmed; most calls answer 84061
     * until then, and both events may come for one person.
     *
     * @param userId the member
     * @param externalUserId the contact
     * @param state of the live code or link that was used, if any
     * @param welcomeCode absent when WeCom grants no welcome (document 92137)
     */
    record ExternalContactHalfAdded(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            ExternalUserId externalUserId,
            @Nullable State state,
            @Nullable WelcomeCode welcomeCode)
            implements ExternalContactEvent {}

    /**
     * {@code edit_external_contact}: remark, phone or tags were changed in the client; read the detail again.
     *
     * @param userId the member
     * @param externalUserId the contact
     */
    record ExternalContactEdited(
            EventId id, CorpId corpId, Instant occurredAt, UserId userId, ExternalUserId externalUserId)
            implements ExternalContactEvent {}

    /**
     * {@code del_external_contact}: the member removed the contact.
     *
     * @param userId the member
     * @param externalUserId the contact
     * @param source {@code DELETE_BY_TRANSFER} when a transfer did it
     */
    record ExternalContactDeleted(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            ExternalUserId externalUserId,
            @Nullable String source)
            implements ExternalContactEvent {}

    /**
     * {@code del_follow_user}: the contact removed the member.
     *
     * @param userId the member
     * @param externalUserId the contact
     */
    record FollowUserDeleted(
            EventId id, CorpId corpId, Instant occurredAt, UserId userId, ExternalUserId externalUserId)
            implements ExternalContactEvent {}

    /**
     * {@code transfer_fail}: the contact did not move to this member.
     *
     * @param userId the member
     * @param externalUserId the contact
     * @param failReason {@code customer_refused} or {@code customer_limit_exceed}
     */
    record ExternalContactTransferFailed(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            ExternalUserId externalUserId,
            @Nullable String failReason)
            implements ExternalContactEvent {}

    /**
     * {@code msg_audit_approved}: the contact agreed to conversation archiving. Source: document 92005.
     *
     * @param userId the member
     * @param externalUserId the contact
     * @param welcomeCode absent when WeCom grants no welcome (document 92137)
     */
    record MessageAuditApproved(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            ExternalUserId externalUserId,
            @Nullable WelcomeCode welcomeCode)
            implements ExternalContactEvent {}
}
