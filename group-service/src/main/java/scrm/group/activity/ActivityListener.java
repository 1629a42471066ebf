package scrm.group.activity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.ConversionEvent;
import scrm.events.Event;
import scrm.events.GroupEvent;
import scrm.events.GroupEvent.GroupChatEnded;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.GroupEvent.GroupMemberQuit;
import scrm.events.SopEvent.LinkClicked;
import scrm.events.SopEvent.StepSettled;
import scrm.events.TaggingEvent.SurveyAnswered;
import scrm.events.Topic;
import scrm.group.activity.Happening.Kind;
import scrm.messaging.EventConsumer;

/** Hears what goes on in groups. */
@Component
class ActivityListener implements EventConsumer {
    private final RecordActivity record;
    private final RecordOrders orders;

    ActivityListener(RecordActivity record, RecordOrders orders) {
        this.record = record;
        this.orders = orders;
    }

    @Override
    public String name() {
        return "group-service.activity";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP, Topic.SOP, Topic.TAGGING, Topic.ATTRIBUTION);
    }

    /** Who comes and goes is counted by the group's stays: however many do, the group is marked once. */
    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        Predicate<Event> lastMoves = EventConsumer.lastOfEach(poll, ActivityListener::movedIn);
        return event -> switch (event) {
            case StepSettled e -> isGroup(e.target());
            case LinkClicked _, SurveyAnswered _, ConversionEvent _ -> true;
            default -> lastMoves.test(event);
        };
    }

    private static @Nullable Object movedIn(Event event) {
        return switch (event) {
            case GroupMemberJoined _, GroupMemberQuit _, GroupChatOpened _, GroupChatEnded _ ->
                Map.entry(event.corpId(), ((GroupEvent) event).chatId());
            default -> null;
        };
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case GroupMemberJoined e -> moved(e);
            case GroupMemberQuit e -> moved(e);
            case GroupChatOpened e -> moved(e);
            case GroupChatEnded e -> moved(e);
            case StepSettled e -> settled(e);
            case LinkClicked e -> record.happened(e, e.target(), Kind.CLICK);
            case SurveyAnswered e -> record.happened(e, e.externalUserId().value(), Kind.ANSWER);
            case ConversionEvent e -> orders.on(e);
            default -> {}
        }
    }

    private void moved(GroupEvent event) {
        record.happened(event, event.chatId().value(), Kind.MEMBERS);
    }

    private void settled(StepSettled event) {
        if (!isGroup(event.target())) {
            return;
        }
        switch (event.outcome()) {
            case "DISPATCHED" -> record.happened(event, event.target(), Kind.DISPATCHED);
            case "SENT" -> record.happened(event, event.target(), Kind.SENT);
            case "FAILED" -> record.happened(event, event.target(), Kind.FAILED);
            default -> {}
        }
    }

    private static boolean isGroup(String target) {
        return target.startsWith("wr");
    }
}
