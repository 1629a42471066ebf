package scrm.sop.enrolment;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.GroupEvent.GroupChatEnded;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.sop.audience.GroupOwners;
import scrm.sop.definition.Happening;
import scrm.sop.definition.Target;

/** Group chats come and go, and plans with them. */
@Service
class FollowGroups {
    private final GroupOwners owners;
    private final TakeHappening takeHappening;
    private final EndEnrolment endEnrolment;

    FollowGroups(GroupOwners owners, TakeHappening takeHappening, EndEnrolment endEnrolment) {
        this.owners = owners;
        this.takeHappening = takeHappening;
        this.endEnrolment = endEnrolment;
    }

    @Transactional
    public void opened(GroupChatOpened event) {
        owners.owned(event.corpId(), event.chatId(), event.owner(), event.name(), event.occurredAt());
        takeHappening.happened(new Heard(
                event.corpId(),
                Target.of(event.chatId()),
                event.owner(),
                new Happening.GroupOpened(),
                event.occurredAt()));
    }

    @Transactional
    public void ended(GroupChatEnded event) {
        owners.ended(event.corpId(), event.chatId());
        endEnrolment.lost(event.corpId(), Target.of(event.chatId()));
    }
}
