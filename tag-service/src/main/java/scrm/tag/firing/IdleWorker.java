package scrm.tag.firing;

import org.springframework.stereotype.Component;

import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.tag.rule.RuleBook;
import scrm.tag.rule.SweepIdle;

/** Has rules look for idle contacts, a slice at a time, for as long as they fire. */
@Component
class IdleWorker implements WorkHandler<SweepIdle> {
    private final RuleBook book;
    private final FindIdleContacts find;

    IdleWorker(RuleBook book, FindIdleContacts find) {
        this.book = book;
        this.find = find;
    }

    @Override
    public String kind() {
        return SweepIdle.KIND;
    }

    @Override
    public Class<SweepIdle> payloadType() {
        return SweepIdle.class;
    }

    @Override
    public Settlement handle(Work<SweepIdle> work) {
        return book.enabled(work.corpId(), work.payload().ruleId())
                .map(rule -> Settlement.done(() -> find.next(rule)))
                .orElseGet(Settlement::done);
    }
}
