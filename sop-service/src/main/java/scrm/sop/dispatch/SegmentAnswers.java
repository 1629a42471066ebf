package scrm.sop.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.sop.definition.Condition.Verdict;

/**
 * Who is in which segment, as far as that was asked a moment ago: asking is a call to another service, so it is done
 * before the transaction that takes the steps.
 */
final class SegmentAnswers {
    /** Nobody was asked. */
    static final SegmentAnswers NONE = new SegmentAnswers();

    private final Map<Segment, Answer> answers = new HashMap<>();

    /** A segment of a corp. */
    record Segment(CorpId corpId, String segmentId) {}

    private record Answer(Set<ExternalUserId> asked, Set<ExternalUserId> in, Verdict ofOthers) {}

    void found(Segment segment, Set<ExternalUserId> asked, Set<ExternalUserId> in) {
        answers.put(segment, new Answer(Set.copyOf(asked), Set.copyOf(in), Verdict.FAILS));
    }

    /** Nothing is known of any contact. */
    void unknown(Segment segment, Set<ExternalUserId> asked, Verdict why) {
        answers.put(segment, new Answer(Set.copyOf(asked), Set.of(), why));
    }

    Verdict of(Segment segment, ExternalUserId contact) {
        Answer answer = answers.get(segment);
        if (answer == null || !answer.asked().contains(contact)) {
            return Verdict.NOT_ASKED;
        }
        return answer.in().contains(contact) ? Verdict.HOLDS : answer.ofOthers();
    }
}
