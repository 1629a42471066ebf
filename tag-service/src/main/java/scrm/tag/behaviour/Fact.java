package scrm.tag.behaviour;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.ChatId;
import scrm.events.ConversionEvent.OrderPlaced;
import scrm.events.ConversionEvent.OrderRefunded;
import scrm.events.Event;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalContactEvent.ExternalContactDeleted;
import scrm.events.ExternalContactEvent.FollowUserDeleted;
import scrm.events.ExternalUserId;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.GroupEvent.GroupMemberQuit;
import scrm.events.SopEvent.LinkClicked;
import scrm.events.TaggingEvent.SurveyAnswered;
import scrm.events.UserId;

/** What an event says of a contact. */
sealed interface Fact {
    /** It did something. */
    record Behaved(Behaviour behaviour) implements Fact {}

    /** It came by a live code. */
    record CameBy(ContactAttributed attributed) implements Fact {}

    /** It is in a group since a time, or is out of it since. */
    record InGroup(String corpId, ExternalUserId externalUserId, ChatId chatId, boolean joined, Instant since)
            implements Fact {}

    /** All that an event says; nothing for most. */
    static List<Fact> of(Event event) {
        return switch (event) {
            case ExternalContactAdded e ->
                List.of(behaved(
                        e,
                        e.userId(),
                        e.externalUserId(),
                        Behaviour.ADDED,
                        e.state() == null ? "" : e.state().value()));
            case ExternalContactDeleted e -> List.of(behaved(e, e.userId(), e.externalUserId(), Behaviour.LOST, ""));
            case FollowUserDeleted e -> List.of(behaved(e, e.userId(), e.externalUserId(), Behaviour.LOST, ""));
            case ContactAttributed e ->
                List.of(
                        behaved(e, e.userId(), e.externalUserId(), Behaviour.ATTRIBUTED, e.liveCodeId()),
                        new CameBy(e));
            case GroupMemberJoined e when e.external() -> group(e, new ExternalUserId(e.memberId()), e.chatId(), true);
            case GroupMemberQuit e when e.external() -> group(e, new ExternalUserId(e.memberId()), e.chatId(), false);
            case LinkClicked e ->
                List.of(behaved(e, null, new ExternalUserId(e.target()), Behaviour.LINK_CLICKED, e.linkId()));
            case SurveyAnswered e -> answered(e);
            case OrderPlaced e ->
                List.of(paid(e, e.externalUserId(), Behaviour.PURCHASED, e.orderId(), e.amount(), e.currency()));
            case OrderRefunded e ->
                List.of(paid(e, e.externalUserId(), Behaviour.REFUNDED, e.orderId(), e.amount(), e.currency()));
            default -> List.of();
        };
    }

    private static List<Fact> group(Event event, ExternalUserId contact, ChatId chatId, boolean joined) {
        String kind = joined ? Behaviour.GROUP_JOINED : Behaviour.GROUP_LEFT;
        return List.of(
                behaved(event, null, contact, kind, chatId.value()),
                new InGroup(event.corpId().value(), contact, chatId, joined, event.occurredAt()));
    }

    private static List<Fact> answered(SurveyAnswered event) {
        List<Fact> facts = new ArrayList<>();
        facts.add(behaved(event, event.userId(), event.externalUserId(), Behaviour.SURVEY_ANSWERED, event.surveyId()));
        List<String> options = event.options().stream().distinct().toList();
        Stream.iterate(0, i -> i < options.size(), i -> i + 1)
                .map(i -> behaviour(
                        event,
                        event.id() + ":" + i,
                        event.userId(),
                        event.externalUserId(),
                        Behaviour.OPTION_CHOSEN,
                        event.surveyId() + ":" + options.get(i)))
                .map(Behaved::new)
                .forEach(facts::add);
        return facts;
    }

    private static Behaved paid(
            Event event, ExternalUserId contact, String kind, String orderId, long amount, String currency) {
        return new Behaved(new Behaviour(
                event.corpId(),
                contact,
                event.id().value(),
                null,
                kind,
                orderId,
                amount,
                currency,
                event.occurredAt()));
    }

    private static Behaved behaved(
            Event event, @Nullable UserId userId, ExternalUserId contact, String kind, String subject) {
        return new Behaved(behaviour(event, event.id().value(), userId, contact, kind, subject));
    }

    private static Behaviour behaviour(
            Event event, String key, @Nullable UserId userId, ExternalUserId contact, String kind, String subject) {
        return new Behaviour(event.corpId(), contact, key, userId, kind, subject, null, null, event.occurredAt());
    }
}
