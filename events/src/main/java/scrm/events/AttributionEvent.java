package scrm.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What channel-qrcode-service decided about where a contact came from. It happened when the callback that it follows
 * from happened, so that consumers of both can put them in order.
 */
public sealed interface AttributionEvent extends ScrmEvent {
    /** The member. */
    UserId userId();

    /** The contact. */
    ExternalUserId externalUserId();

    @Override
    default Topic topic() {
        return Topic.ATTRIBUTION;
    }

    @Override
    default String key() {
        return corpId().value() + "|" + externalUserId().value();
    }

    /**
     * A contact was attributed to a live code; tag-service sets the tags before any other rule runs.
     *
     * @param userId the member
     * @param externalUserId the contact
     * @param attributionId the attribution
     * @param liveCodeId the live code that was scanned
     * @param channelId its channel
     * @param firstTouch whether this is the first touch of this member and contact; it never changes again
     * @param tags what to set
     */
    record ContactAttributed(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            ExternalUserId externalUserId,
            String attributionId,
            String liveCodeId,
            String channelId,
            boolean firstTouch,
            List<SourceTag> tags)
            implements AttributionEvent {
        public ContactAttributed {
            tags = List.copyOf(tags);
        }
    }

    /**
     * A contact who had been attributed is lost; only the code that acquired it is charged.
     *
     * @param userId the member
     * @param externalUserId the contact
     * @param attributionId the attribution
     * @param liveCodeId the live code
     * @param channelId its channel
     */
    record AcquisitionLost(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            ExternalUserId externalUserId,
            String attributionId,
            String liveCodeId,
            String channelId)
            implements AttributionEvent {}

    /**
     * A welcome was sent, or will never be.
     *
     * @param userId the member
     * @param externalUserId the contact
     * @param liveCodeId the live code, or empty when the contact came without one
     * @param outcome {@code SENT}, {@code REFUSED}, {@code EXPIRED}, {@code UNKNOWN} or {@code NO_CODE}
     * @param errcode WeCom's answer, if it gave one
     * @param reason why it was not sent or what it was sent without, where outcome and errcode do not say it all:
     *     {@code CODE_INVALID}, {@code ALREADY_IN_CHAT}, {@code ANOTHER_APP_SENDING}, {@code LATE},
     *     {@code MEDIA_MISSING}, {@code INVITATION_MISSING}, {@code CONTACT_NAME_MISSING} or {@code WELCOME_REMOVED}
     * @param variant the live code's variant that was said; absent: the base welcome
     * @param experimentVersion of the experiment that the contact takes part in, if it does
     * @param arm {@code A} to {@code E}, in the experiment
     */
    record WelcomeSettled(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            ExternalUserId externalUserId,
            String liveCodeId,
            String outcome,
            @Nullable Integer errcode,
            @Nullable String reason,
            @Nullable String variant,
            @Nullable Integer experimentVersion,
            @Nullable String arm)
            implements AttributionEvent {}

    /**
     * A corp tag by its names; tag-service makes it if it is missing.
     *
     * @param groupName the tag group, 1 to 30 characters
     * @param tagName the tag, 1 to 30 characters
     */
    record SourceTag(String groupName, String tagName) {}
}
