package scrm.sop.material;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkRequest;
import scrm.wecom.Caller;
import scrm.wecom.ExternalContacts;
import scrm.wecom.ExternalContacts.ExternalContact;
import scrm.wecom.ExternalContacts.FollowUser;
import scrm.wecom.WeComException;

/** Asks WeCom what a contact is called, before it is spoken to by name. */
@Component
class ContactNameWorker implements WorkHandler<ContactNameWorker.Payload> {
    static final String KIND = "contact-name";

    private final ExternalContacts contacts;
    private final Facts facts;
    private final Clock clock;

    ContactNameWorker(ExternalContacts contacts, Facts facts, Clock clock) {
        this.contacts = contacts;
        this.facts = facts;
        this.clock = clock;
    }

    /** Whose name. */
    record Payload(String externalUserId) {}

    static WorkRequest request(CorpId corpId, ExternalUserId contact, Instant now) {
        return WorkRequest.refresh(KIND, corpId, contact.value(), new Payload(contact.value()), now);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public Settlement handle(Work<Payload> due) {
        ExternalUserId id = new ExternalUserId(due.payload().externalUserId());
        ExternalContact contact;
        try {
            contact = contacts.get(Caller.bulk(due.corpId()), id);
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT, MISCONFIGURED ->
                    Settlement.retry(String.valueOf(e.getMessage()), e.retryAfter());
                // No contact any more, or one that is only half added: it is spoken to without a name.
                case REFUSED -> Settlement.done(() -> facts.name(due.corpId(), id, "", Map.of(), clock.instant()));
            };
        }
        return Settlement.done(() -> facts.name(due.corpId(), id, contact.name(), remarks(contact), clock.instant()));
    }

    static Map<UserId, String> remarks(ExternalContact contact) {
        return contact.followUsers().stream()
                .filter(follow -> !follow.remark().isBlank())
                .collect(Collectors.toMap(FollowUser::userId, FollowUser::remark, (first, _) -> first));
    }
}
