package scrm.tag.timeline;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.ExternalUserId;
import scrm.events.UserId;

/**
 * Something that happened to a contact.
 *
 * @param externalUserId the contact
 * @param key makes it the same entry when it comes again, at most 100 characters
 * @param userId the member, if one was concerned
 * @param happenedAt by WeCom's clock for callbacks (whole seconds), else by ours
 * @param kind what it was: a callback's type, a decision of ours or a call, in capitals
 * @param outcome how it went, if it could go otherwise
 * @param errcode WeCom's answer, if it was asked
 * @param detail what else a reader wants to know, by name
 * @param traceId the trace that it was part of
 */
public record TimelineEntry(
        ExternalUserId externalUserId,
        String key,
        @Nullable UserId userId,
        Instant happenedAt,
        Kind kind,
        @Nullable String outcome,
        @Nullable Integer errcode,
        Map<String, String> detail,
        @Nullable String traceId) {
    /** What can happen. */
    public enum Kind {
        ADDED,
        HALF_ADDED,
        EDITED,
        DELETED_BY_MEMBER,
        DELETED_BY_CONTACT,
        TRANSFER_FAILED,
        ARCHIVING_AGREED,
        STORED,
        ATTRIBUTED,
        ACQUISITION_LOST,
        WELCOME_SETTLED,
        ADD_CORP_TAG,
        MARK_TAG,
        TAGGED,
        ENROLMENT_STARTED,
        ENROLMENT_ENDED,
        STEP_SETTLED,
        GROUP_JOINED,
        GROUP_QUIT,
        BEHAVED,
        SURVEY_ANSWERED,
        GROWTH_LEVEL,
        PERSONAL_TAGS
    }

    public TimelineEntry {
        detail = Map.copyOf(detail);
    }

    /** An entry about nothing but that it happened. */
    static TimelineEntry of(
            ExternalUserId externalUserId, String key, @Nullable UserId userId, Instant happenedAt, Kind kind) {
        return new TimelineEntry(externalUserId, key, userId, happenedAt, kind, null, null, Map.of(), null);
    }

    TimelineEntry withOutcome(@Nullable String newOutcome, @Nullable Integer newErrcode) {
        return new TimelineEntry(
                externalUserId, key, userId, happenedAt, kind, newOutcome, newErrcode, detail, traceId);
    }

    TimelineEntry withDetail(Map<String, String> newDetail) {
        return new TimelineEntry(externalUserId, key, userId, happenedAt, kind, outcome, errcode, newDetail, traceId);
    }

    TimelineEntry withTraceId(@Nullable String newTraceId) {
        return new TimelineEntry(externalUserId, key, userId, happenedAt, kind, outcome, errcode, detail, newTraceId);
    }
}
