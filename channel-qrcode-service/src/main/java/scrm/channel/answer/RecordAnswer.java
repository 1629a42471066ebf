package scrm.channel.answer;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.outcome.Answer;
import scrm.channel.outcome.LinkOutcomes;
import scrm.messaging.TransactionBatch;

/** Takes down who wrote to whom, and what that says of their relation. */
@Service
class RecordAnswer {
    private final Answers answers;
    private final LinkOutcomes linkOutcomes;
    private final TransactionBatch.Sink<Answer> given = this::record;

    RecordAnswer(Answers answers, LinkOutcomes linkOutcomes) {
        this.answers = answers;
        this.linkOutcomes = linkOutcomes;
    }

    @Transactional
    public void answered(Answer answer) {
        TransactionBatch.add(given, answer);
    }

    private void record(List<Answer> all) {
        answers.add(all);
        linkOutcomes.answered(all);
    }
}
