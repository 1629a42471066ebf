package scrm.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code customer_acquisition} (获客助手). Source: document 97299. */
public sealed interface CustomerAcquisitionEvent extends WeComEvent {
    @Override
    default Topic topic() {
        return Topic.CUSTOMER_ACQUISITION;
    }

    @Override
    default String key() {
        return corpId().value();
    }

    /** {@code balance_low}: fewer than 20 adds are left. */
    record AcquisitionBalanceLow(EventId id, CorpId corpId, Instant occurredAt) implements CustomerAcquisitionEvent {}

    /** {@code balance_exhausted}. */
    record AcquisitionBalanceExhausted(EventId id, CorpId corpId, Instant occurredAt)
            implements CustomerAcquisitionEvent {}

    /** {@code balance_increased}: from none to some. */
    record AcquisitionBalanceIncreased(EventId id, CorpId corpId, Instant occurredAt)
            implements CustomerAcquisitionEvent {}

    /**
     * {@code quota_expire_soon}: 14, 7, 3, 2 and 1 days before.
     *
     * @param expireTime when
     * @param expireQuotaNum how many adds
     */
    record AcquisitionQuotaExpiring(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            @Nullable Instant expireTime,
            @Nullable Long expireQuotaNum) implements CustomerAcquisitionEvent {}

    /**
     * {@code link_unavailable}.
     *
     * @param linkId the link
     */
    record AcquisitionLinkUnavailable(EventId id, CorpId corpId, Instant occurredAt, LinkId linkId)
            implements CustomerAcquisitionEvent {}

    /**
     * {@code delete_link}; not sent when deleted by API.
     *
     * @param linkId the link
     */
    record AcquisitionLinkDeleted(EventId id, CorpId corpId, Instant occurredAt, LinkId linkId)
            implements CustomerAcquisitionEvent {}

    /**
     * {@code open_profile}; some industries only.
     *
     * @param linkId the link
     * @param state of the live code or link that was used, if any
     */
    record AcquisitionProfileOpened(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            LinkId linkId,
            @Nullable State state) implements CustomerAcquisitionEvent {}

    /**
     * {@code friend_request}.
     *
     * @param linkId the link
     * @param state of the live code or link that was used, if any
     */
    record AcquisitionFriendRequested(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            LinkId linkId,
            @Nullable State state) implements CustomerAcquisitionEvent {}

    /**
     * {@code customer_start_chat}.
     *
     * @param linkId the link
     * @param userId the member
     * @param externalUserId the contact
     */
    record AcquisitionChatStarted(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            @Nullable LinkId linkId,
            UserId userId,
            ExternalUserId externalUserId)
            implements CustomerAcquisitionEvent {}

    /**
     * {@code message_from_customer}.
     *
     * @param linkId the link
     * @param chatKey resolves to member and contact by {@code get_chat_info} within 30 minutes
     */
    record AcquisitionMessageReceived(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            @Nullable LinkId linkId,
            String chatKey) implements CustomerAcquisitionEvent {}
}
