package scrm.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What sop-service planned and sent. */
public sealed interface SopEvent extends ScrmEvent {
    /** Whom it is about: an external_userid or a chat_id; of links that nobody in particular has, the link. */
    String target();

    @Override
    default Topic topic() {
        return Topic.SOP;
    }

    @Override
    default String key() {
        return corpId().value() + "|" + target();
    }

    /**
     * A target entered a plan.
     *
     * @param target an external_userid or a chat_id
     * @param planId the plan
     * @param planVersion its version
     * @param enrolmentId the enrolment
     */
    record EnrolmentStarted(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            String target,
            String planId,
            int planVersion,
            String enrolmentId)
            implements SopEvent {}

    /**
     * A target left a plan.
     *
     * @param target an external_userid or a chat_id
     * @param enrolmentId the enrolment
     * @param reason {@code COMPLETED}, {@code LOST}, {@code GOAL_MET}, {@code REPLIED} or {@code STOPPED}
     */
    record EnrolmentEnded(
            EventId id, CorpId corpId, Instant occurredAt, String target, String enrolmentId, String reason)
            implements SopEvent {}

    /**
     * A due step was handed to WeCom, skipped, or is in doubt.
     *
     * @param target an external_userid or a chat_id
     * @param enrolmentId the enrolment
     * @param step its number in the plan, from 0
     * @param outcome {@code DISPATCHED}, {@code SENT}, {@code SKIPPED}, {@code FAILED} or {@code UNKNOWN}
     * @param msgid WeCom's id of the group message, if there is one
     */
    record StepSettled(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            String target,
            String enrolmentId,
            int step,
            String outcome,
            @Nullable String msgid)
            implements SopEvent {}

    /**
     * A contact followed a link of ours.
     *
     * @param target an external_userid
     * @param linkId the link
     * @param url where it led
     */
    record LinkClicked(EventId id, CorpId corpId, Instant occurredAt, String target, String linkId, String url)
            implements SopEvent {}

    /**
     * A step of a plan wants corp tags of a member's contact changed; tag-service does it.
     *
     * @param target an external_userid
     * @param userId the member whose relation to the contact is meant
     * @param add tags to be set
     * @param remove tags to be taken away
     * @param planId the plan
     * @param planVersion its version
     * @param enrolmentId the enrolment
     * @param step its number in the plan, from 0
     */
    record TagChangeWanted(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            String target,
            UserId userId,
            List<TagId> add,
            List<TagId> remove,
            String planId,
            int planVersion,
            String enrolmentId,
            int step)
            implements SopEvent {
        public TagChangeWanted {
            add = List.copyOf(add);
            remove = List.copyOf(remove);
        }
    }

    /**
     * A link is said to contacts: from now on the public short link with this code leads to an address, and whoever
     * opens it is told of by {@link LinkClicked} or {@link LinkOpened}; channel-qrcode-service does it.
     *
     * @param target the external_userid of the one contact to whom it is said; the link's id if it is said to many
     * @param linkId the link
     * @param code the end of the short link: 12 letters and digits
     * @param url where it leads
     * @param personal whether it is said to one contact
     */
    record LinkWanted(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            String target,
            String linkId,
            String code,
            String url,
            boolean personal)
            implements SopEvent {}

    /**
     * Somebody followed a link of ours that was said to many: it is not known who.
     *
     * @param target the link's id
     * @param linkId the link
     * @param url where it led
     */
    record LinkOpened(EventId id, CorpId corpId, Instant occurredAt, String target, String linkId, String url)
            implements SopEvent {}
}
