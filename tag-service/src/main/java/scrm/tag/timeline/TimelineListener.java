package scrm.tag.timeline;

import static scrm.tag.timeline.TimelineEntry.Kind.*;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.AttributionEvent;
import scrm.events.AttributionEvent.AcquisitionLost;
import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.AttributionEvent.WelcomeSettled;
import scrm.events.Event;
import scrm.events.ExternalContactEvent;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalContactEvent.ExternalContactDeleted;
import scrm.events.ExternalContactEvent.ExternalContactEdited;
import scrm.events.ExternalContactEvent.ExternalContactHalfAdded;
import scrm.events.ExternalContactEvent.ExternalContactTransferFailed;
import scrm.events.ExternalContactEvent.FollowUserDeleted;
import scrm.events.ExternalContactEvent.MessageAuditApproved;
import scrm.events.ExternalUserId;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.GroupEvent.GroupMemberQuit;
import scrm.events.SopEvent;
import scrm.events.SopEvent.EnrolmentEnded;
import scrm.events.SopEvent.EnrolmentStarted;
import scrm.events.SopEvent.LinkClicked;
import scrm.events.SopEvent.LinkOpened;
import scrm.events.SopEvent.LinkWanted;
import scrm.events.SopEvent.StepSettled;
import scrm.events.SopEvent.TagChangeWanted;
import scrm.events.TaggingEvent;
import scrm.events.TaggingEvent.ContactBehaved;
import scrm.events.TaggingEvent.ContactErased;
import scrm.events.TaggingEvent.ContactReadmitted;
import scrm.events.TaggingEvent.ExternalContactStored;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.TaggingEvent.GrowthLevelChanged;
import scrm.events.TaggingEvent.PersonalTagsChanged;
import scrm.events.TaggingEvent.SurveyAnswered;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.messaging.Trace;

/** Takes down every event that tells of a contact, whichever service decided it. */
@Component
class TimelineListener implements EventConsumer {
    /** Behaviours that have an entry of their own already, of the event that they were taken down from. */
    private static final Set<String> TOLD_OTHERWISE =
            Set.of("ADDED", "LOST", "ATTRIBUTED", "GROUP_JOINED", "GROUP_LEFT", "SURVEY_ANSWERED", "OPTION_CHOSEN");

    private final Timeline timeline;

    TimelineListener(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public String name() {
        return "tag-service.timeline";
    }

    @Override
    public Set<Topic> topics() {
        return EnumSet.of(Topic.EXTERNAL_CONTACT, Topic.ATTRIBUTION, Topic.TAGGING, Topic.SOP, Topic.GROUP);
    }

    @Override
    public void on(Event event) {
        entry(event)
                .map(entry -> entry.withTraceId(Trace.currentTraceId()))
                .ifPresent(entry -> timeline.write(event.corpId(), List.of(entry)));
    }

    static Optional<TimelineEntry> entry(Event event) {
        return Optional.ofNullable(
                switch (event) {
                    case ExternalContactEvent e -> callback(e);
                    case AttributionEvent e -> attribution(e);
                    case TaggingEvent e -> tagging(e);
                    case SopEvent e -> sop(e);
                    case GroupMemberJoined e when e.external() -> groupJoined(e);
                    case GroupMemberQuit e when e.external() -> groupQuit(e);
                    default -> null;
                });
    }

    private static TimelineEntry callback(ExternalContactEvent event) {
        TimelineEntry.Kind kind = switch (event) {
            case ExternalContactAdded _ -> ADDED;
            case ExternalContactHalfAdded _ -> HALF_ADDED;
            case ExternalContactEdited _ -> EDITED;
            case ExternalContactDeleted _ -> DELETED_BY_MEMBER;
            case FollowUserDeleted _ -> DELETED_BY_CONTACT;
            case ExternalContactTransferFailed _ -> TRANSFER_FAILED;
            case MessageAuditApproved _ -> ARCHIVING_AGREED;
        };
        TimelineEntry entry =
                TimelineEntry.of(event.externalUserId(), event.id().value(), event.userId(), event.occurredAt(), kind);
        return switch (event) {
            case ExternalContactAdded e
            when e.state() != null -> entry.withDetail(Map.of("state", e.state().value()));
            case ExternalContactHalfAdded e
            when e.state() != null -> entry.withDetail(Map.of("state", e.state().value()));
            case ExternalContactDeleted e when e.source() != null -> entry.withDetail(Map.of("source", e.source()));
            case ExternalContactTransferFailed e when e.failReason() != null -> entry.withOutcome(e.failReason(), null);
            default -> entry;
        };
    }

    private static TimelineEntry attribution(AttributionEvent event) {
        String key = event.id().value();
        return switch (event) {
            case ContactAttributed e ->
                TimelineEntry.of(e.externalUserId(), key, e.userId(), e.occurredAt(), ATTRIBUTED)
                        .withDetail(Map.of(
                                "attributionId", e.attributionId(),
                                "liveCodeId", e.liveCodeId(),
                                "channelId", e.channelId(),
                                "firstTouch", String.valueOf(e.firstTouch()),
                                "tags",
                                        e.tags().stream()
                                                .map(t -> t.groupName() + "/" + t.tagName())
                                                .collect(Collectors.joining(", "))));
            case AcquisitionLost e ->
                TimelineEntry.of(e.externalUserId(), key, e.userId(), e.occurredAt(), ACQUISITION_LOST)
                        .withDetail(Map.of(
                                "attributionId", e.attributionId(),
                                "liveCodeId", e.liveCodeId(),
                                "channelId", e.channelId()));
            case WelcomeSettled e ->
                TimelineEntry.of(e.externalUserId(), key, e.userId(), e.occurredAt(), WELCOME_SETTLED)
                        .withOutcome(e.outcome(), e.errcode())
                        .withDetail(welcome(e));
        };
    }

    private static Map<String, String> welcome(WelcomeSettled event) {
        Map<String, String> detail = new HashMap<>();
        detail.put("liveCodeId", event.liveCodeId());
        putIfPresent(detail, "reason", event.reason());
        putIfPresent(detail, "variant", event.variant());
        putIfPresent(detail, "experimentVersion", event.experimentVersion());
        putIfPresent(detail, "arm", event.arm());
        return detail;
    }

    private static void putIfPresent(Map<String, String> detail, String name, @Nullable Object value) {
        if (value != null) {
            detail.put(name, value.toString());
        }
    }

    private static @Nullable TimelineEntry tagging(TaggingEvent event) {
        return switch (event) {
            case ExternalContactStored e -> entry(e, STORED).withOutcome(e.created() ? "CREATED" : "CHANGED", null);
            case ExternalContactTagged e ->
                entry(e, TAGGED)
                        .withDetail(Map.of(
                                "added", joined(e.added()),
                                "removed", joined(e.removed()),
                                "source", e.source()));
            case ContactBehaved e when TOLD_OTHERWISE.contains(e.kind()) -> null;
            case ContactBehaved e -> entry(e, BEHAVED).withDetail(Map.of("kind", e.kind(), "subject", e.subject()));
            case SurveyAnswered e ->
                entry(e, SURVEY_ANSWERED)
                        .withDetail(Map.of(
                                "surveyId", e.surveyId(),
                                "surveyVersion", String.valueOf(e.surveyVersion()),
                                "answerId", e.answerId()));
            case GrowthLevelChanged e ->
                entry(e, GROWTH_LEVEL)
                        .withOutcome(e.to(), null)
                        .withDetail(
                                e.from() == null
                                        ? Map.of("reason", e.reason())
                                        : Map.of("reason", e.reason(), "from", e.from()));
            case PersonalTagsChanged e ->
                entry(e, PERSONAL_TAGS).withDetail(Map.of("added", joined(e.added()), "removed", joined(e.removed())));
            // The contact's timeline is gone with it.
            case ContactErased _, ContactReadmitted _ -> null;
        };
    }

    private static TimelineEntry entry(TaggingEvent event, TimelineEntry.Kind kind) {
        return TimelineEntry.of(event.externalUserId(), event.id().value(), event.userId(), event.occurredAt(), kind);
    }

    private static String joined(List<?> ids) {
        return ids.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    /** Plans may have groups as targets too; their entries lie where nobody looks for a contact. */
    private static @Nullable TimelineEntry sop(SopEvent event) {
        ExternalUserId target = new ExternalUserId(event.target());
        String key = event.id().value();
        return switch (event) {
            case EnrolmentStarted e ->
                TimelineEntry.of(target, key, null, e.occurredAt(), ENROLMENT_STARTED)
                        .withDetail(Map.of(
                                "planId", e.planId(),
                                "planVersion", String.valueOf(e.planVersion()),
                                "enrolmentId", e.enrolmentId()));
            case EnrolmentEnded e ->
                TimelineEntry.of(target, key, null, e.occurredAt(), ENROLMENT_ENDED)
                        .withOutcome(e.reason(), null)
                        .withDetail(Map.of("enrolmentId", e.enrolmentId()));
            case StepSettled e ->
                TimelineEntry.of(target, key, null, e.occurredAt(), STEP_SETTLED)
                        .withOutcome(e.outcome(), null)
                        .withDetail(
                                e.msgid() == null
                                        ? Map.of("enrolmentId", e.enrolmentId(), "step", String.valueOf(e.step()))
                                        : Map.of(
                                                "enrolmentId", e.enrolmentId(),
                                                "step", String.valueOf(e.step()),
                                                "msgid", e.msgid()));
            // Told as a behaviour, whoever saw it.
            case LinkClicked _ -> null;
            // Told once it is decided and done.
            case TagChangeWanted _ -> null;
            // About links, whoever has them.
            case LinkWanted _, LinkOpened _ -> null;
        };
    }

    private static TimelineEntry groupJoined(GroupMemberJoined event) {
        return TimelineEntry.of(
                        new ExternalUserId(event.memberId()),
                        event.id().value(),
                        event.invitor(),
                        event.occurredAt(),
                        GROUP_JOINED)
                .withDetail(Map.of("chatId", event.chatId().value()));
    }

    private static TimelineEntry groupQuit(GroupMemberQuit event) {
        return TimelineEntry.of(
                        new ExternalUserId(event.memberId()), event.id().value(), null, event.occurredAt(), GROUP_QUIT)
                .withOutcome(event.quitScene() == null ? null : event.quitScene() == 1 ? "REMOVED" : "LEFT", null)
                .withDetail(Map.of("chatId", event.chatId().value()));
    }
}
