package scrm.channel.luretask;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.NotFound;

@Service
class FinishLureTask {
    private final LureTasks tasks;
    private final Clock clock;

    FinishLureTask(LureTasks tasks, Clock clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Somebody did it; one that is closed stays as it is. */
    @Transactional
    LureTask done(CorpId corpId, long id) {
        tasks.close(corpId, id, LureTask.Status.DONE, clock.instant());
        return tasks.find(corpId, id).orElseThrow(() -> NotFound.of("lure-task"));
    }
}
