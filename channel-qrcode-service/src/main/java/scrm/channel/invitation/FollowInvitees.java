package scrm.channel.invitation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.livecode.LiveCodeId;
import scrm.channel.referral.Participants;
import scrm.channel.referral.Participants.Bearer;
import scrm.channel.referral.Participants.Code;
import scrm.events.AttributionEvent;
import scrm.events.AttributionEvent.AcquisitionLost;
import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.CorpId;
import scrm.events.Event;
import scrm.messaging.Trace;
import scrm.messaging.TransactionBatch;

/**
 * Follows those who come by a participant's code, and those of them who leave. Most codes are nobody's: one question
 * for all contacts of a poll finds out.
 */
@Service
class FollowInvitees {
    private final Participants participants;
    private final RecordInvitation recordInvitation;
    private final ClawBackInvitation clawBackInvitation;
    private final TransactionBatch.Sink<Heard> heard = this::follow;

    FollowInvitees(
            Participants participants, RecordInvitation recordInvitation, ClawBackInvitation clawBackInvitation) {
        this.participants = participants;
        this.recordInvitation = recordInvitation;
        this.clawBackInvitation = clawBackInvitation;
    }

    /** What happened with a code, and the trace of what told it. */
    private record Heard(Code code, AttributionEvent event, String traceparent) {}

    /** Which of the events tell of somebody who came by a participant's code, or who left. */
    public Predicate<Event> concerning(List<Event> events) {
        Set<Code> borne = participants
                .bearers(events.stream().flatMap(event -> code(event).stream()).collect(Collectors.toSet()))
                .keySet();
        return event -> code(event).filter(borne::contains).isPresent();
    }

    /** Takes down what was heard; what follows is done before the transaction commits. */
    @Transactional
    public void heard(AttributionEvent event) {
        code(event).ifPresent(code -> TransactionBatch.add(heard, new Heard(code, event, Trace.current())));
    }

    private void follow(List<Heard> all) {
        Map<Code, Bearer> bearers =
                participants.bearers(all.stream().map(Heard::code).collect(Collectors.toSet()));
        for (Heard one : all) {
            Bearer bearer = bearers.get(one.code());
            if (bearer != null) {
                Trace.within(one.traceparent(), () -> follow(bearer, one.event()));
            }
        }
    }

    private void follow(Bearer inviter, AttributionEvent event) {
        switch (event) {
            case ContactAttributed e -> recordInvitation.came(inviter, e);
            case AcquisitionLost e -> clawBackInvitation.left(inviter, e);
            default -> {}
        }
    }

    private static Optional<Code> code(Event event) {
        return switch (event) {
            case ContactAttributed e -> Optional.of(code(e.corpId(), e.liveCodeId()));
            case AcquisitionLost e -> Optional.of(code(e.corpId(), e.liveCodeId()));
            default -> Optional.empty();
        };
    }

    private static Code code(CorpId corpId, String liveCodeId) {
        return new Code(corpId, new LiveCodeId(Long.parseLong(liveCodeId)));
    }
}
