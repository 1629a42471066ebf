package scrm.messaging.erasure;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import scrm.events.AttributionEvent;
import scrm.events.ConversionEvent;
import scrm.events.CorpId;
import scrm.events.CustomerAcquisitionEvent.AcquisitionChatStarted;
import scrm.events.Event;
import scrm.events.ExternalContactEvent;
import scrm.events.ExternalUserId;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.GroupEvent.GroupMemberQuit;
import scrm.events.SopEvent;
import scrm.events.TaggingEvent;
import scrm.events.TaggingEvent.ContactErased;
import scrm.events.TaggingEvent.ContactReadmitted;
import scrm.messaging.EventGate;

/** Lets nothing pass that is about an erased contact. Callbacks of groups name many: whoever takes them in asks. */
final class ErasureGate implements EventGate {
    private final JdbcErasedContacts erased;

    ErasureGate(JdbcErasedContacts erased) {
        this.erased = erased;
    }

    @Override
    public Predicate<Event> passing(List<Event> poll) {
        Set<JdbcErasedContacts.Contact> found = erased.among(poll.stream()
                .map(ErasureGate::contact)
                .flatMap(Optional::stream)
                .distinct()
                .toList());
        return event -> contact(event).filter(found::contains).isEmpty();
    }

    private static Optional<JdbcErasedContacts.Contact> contact(Event event) {
        return Optional.ofNullable(
                switch (event) {
                    case ContactErased _, ContactReadmitted _ -> null;
                    case ExternalContactEvent e -> contact(e.corpId(), e.externalUserId());
                    case AttributionEvent e -> contact(e.corpId(), e.externalUserId());
                    case ConversionEvent e -> contact(e.corpId(), e.externalUserId());
                    case TaggingEvent e -> contact(e.corpId(), e.externalUserId());
                    case AcquisitionChatStarted e -> contact(e.corpId(), e.externalUserId());
                    case SopEvent e -> contact(e.corpId(), new ExternalUserId(e.target()));
                    case GroupMemberJoined e when e.external() -> contact(e.corpId(), new ExternalUserId(e.memberId()));
                    case GroupMemberQuit e when e.external() -> contact(e.corpId(), new ExternalUserId(e.memberId()));
                    default -> null;
                });
    }

    private static JdbcErasedContacts.Contact contact(CorpId corpId, ExternalUserId externalUserId) {
        return new JdbcErasedContacts.Contact(corpId, externalUserId);
    }
}
