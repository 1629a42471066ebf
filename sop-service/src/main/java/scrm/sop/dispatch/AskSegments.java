package scrm.sop.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

import scrm.events.ExternalUserId;
import scrm.rest.Unavailable;
import scrm.sop.audience.Membership;
import scrm.sop.definition.Condition.Verdict;
import scrm.sop.dispatch.SegmentAnswers.Segment;

/** Asks who is in the segments on which steps depend: one question for each segment and batch, in no transaction. */
@Service
class AskSegments {
    private final Membership membership;
    private final MeterRegistry meters;

    AskSegments(Membership membership, MeterRegistry meters) {
        this.membership = membership;
        this.meters = meters;
    }

    SegmentAnswers ask(Map<Segment, Set<ExternalUserId>> questions) {
        SegmentAnswers answers = new SegmentAnswers();
        questions.forEach((segment, contacts) -> ask(segment, contacts, answers));
        return answers;
    }

    private void ask(Segment segment, Set<ExternalUserId> contacts, SegmentAnswers answers) {
        try {
            Optional<Set<ExternalUserId>> in = membership.contains(segment.corpId(), segment.segmentId(), contacts);
            in.ifPresentOrElse(
                    found -> answers.found(segment, contacts, found),
                    () -> answers.unknown(segment, contacts, Verdict.GONE));
            count(in.isPresent() ? "answered" : "gone");
        } catch (Unavailable e) {
            answers.unknown(segment, contacts, Verdict.UNAVAILABLE);
            count("unavailable");
        }
    }

    private void count(String outcome) {
        meters.counter("scrm.due.segment.questions", "outcome", outcome).increment();
    }
}
