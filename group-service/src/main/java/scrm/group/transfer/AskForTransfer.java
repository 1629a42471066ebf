package scrm.group.transfer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.transfer.TransferItem.State;
import scrm.messaging.job.Job;
import scrm.messaging.job.Jobs;

/** Writes down which groups are to be handed over; WeCom is asked afterwards. */
@Service
class AskForTransfer {
    private static final Duration LIMIT_COUNTS = Duration.ofDays(90);

    private final TransferItems items;
    private final Jobs jobs;
    private final Clock clock;

    AskForTransfer(TransferItems items, Jobs jobs, Clock clock) {
        this.items = items;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** A transfer that was asked for, and the groups that were refused beforehand. */
    record Asked(Job job, List<TransferItem> refused) {}

    /** @param dryRun only looks what would be refused */
    @Transactional
    Asked ask(CorpId corpId, TransferGroupChats transfer, List<ChatId> chatIds, boolean dryRun) {
        Instant now = clock.instant();
        Job job = jobs.start(corpId, TransferGroupChats.KIND, transfer, chatIds.size());
        items.add(corpId, job.id(), transfer, chatIds, now.minus(LIMIT_COUNTS), now);
        Asked asked = new Asked(job, items.list(corpId, job.id(), State.REFUSED, "", chatIds.size()));
        if (dryRun) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
        return asked;
    }
}
