package scrm.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What sop-service planned and sent. */
public sealed interface SopEvent extends ScrmEvent {
    /** Whom it is about: an external_userid or a chat_id. */
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
}
