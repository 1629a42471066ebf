package scrm.sop.enrolment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.ConversionEvent.OrderPlaced;
import scrm.events.Event;
import scrm.events.ExternalUserId;
import scrm.events.GroupEvent;
import scrm.events.GroupEvent.GroupChartered;
import scrm.events.GroupEvent.GroupChatEnded;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.events.GroupEvent.GroupHealthAlerted;
import scrm.events.GroupEvent.GroupLifecycleChanged;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.ScrmEvent;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.TaggingEvent.GrowthLevelChanged;
import scrm.events.TaggingEvent.SurveyAnswered;
import scrm.events.Topic;
import scrm.events.UserId;
import scrm.messaging.EventConsumer;
import scrm.sop.definition.Happening;
import scrm.sop.definition.Target;

/** The plans' other way in: what contacts do and become, and what becomes of group chats. */
@Component
class HappeningListener implements EventConsumer {
    private final TakeHappening takeHappening;
    private final FollowGroups followGroups;

    HappeningListener(TakeHappening takeHappening, FollowGroups followGroups) {
        this.takeHappening = takeHappening;
        this.followGroups = followGroups;
    }

    @Override
    public String name() {
        return "sop-service.happenings";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.TAGGING, Topic.GROUP, Topic.ATTRIBUTION);
    }

    /** Most events that contacts cause concern no plan: no row is written for them. */
    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        List<Heard> all = new ArrayList<>();
        for (Event event : poll) {
            Heard heard = heard(event);
            if (heard != null) {
                all.add(heard);
            }
        }
        Set<Heard> concern = takeHappening.concerning(all);
        return event -> {
            Heard heard = heard(event);
            return event instanceof GroupChatOpened
                    || event instanceof GroupChatEnded
                    || (heard != null && concern.contains(heard));
        };
    }

    @Override
    public void on(Event event) {
        Heard heard = heard(event);
        if (event instanceof GroupChatOpened opened) {
            followGroups.opened(opened);
        } else if (event instanceof GroupChatEnded ended) {
            followGroups.ended(ended);
        } else if (heard != null) {
            takeHappening.happened(heard);
        }
    }

    private static @Nullable Heard heard(Event event) {
        return switch (event) {
            case ExternalContactTagged e
            when !e.added().isEmpty() ->
                contact(e, e.externalUserId(), e.userId(), new Happening.Tagged(Set.copyOf(e.added())));
            case GrowthLevelChanged e -> contact(e, e.externalUserId(), null, new Happening.Levelled(e.to()));
            case SurveyAnswered e ->
                contact(
                        e,
                        e.externalUserId(),
                        e.userId(),
                        new Happening.AnsweredSurvey(e.surveyId(), Set.copyOf(e.options())));
            case OrderPlaced e ->
                contact(e, e.externalUserId(), null, new Happening.Purchased(e.amount(), e.currency()));
            case GroupMemberJoined e
            when e.external() ->
                contact(e, new ExternalUserId(e.memberId()), null, new Happening.JoinedGroup(e.chatId()));
            case GroupChartered e -> group(e, new Happening.Chartered(e.kind(), Set.copyOf(e.planIds())));
            case GroupLifecycleChanged e -> group(e, new Happening.Phase(e.to()));
            case GroupHealthAlerted e -> group(e, new Happening.Alerted(e.cause()));
            default -> null;
        };
    }

    private static Heard contact(
            ScrmEvent event, ExternalUserId contact, @Nullable UserId userId, Happening happening) {
        return new Heard(event.corpId(), Target.of(contact), userId, happening, event.occurredAt());
    }

    private static Heard group(GroupEvent event, Happening happening) {
        return new Heard(event.corpId(), Target.of(event.chatId()), null, happening, event.occurredAt());
    }
}
