package scrm.group.lifecycle;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at groups that are due; any number of instances may, for each claims its own. */
@Component
class LifecycleWorker {
    private final MoveGroup moveGroup;

    LifecycleWorker(MoveGroup moveGroup) {
        this.moveGroup = moveGroup;
    }

    /** A look that finds nothing reads one index entry. */
    @Scheduled(fixedDelay = 1000)
    void run() {
        while (moveGroup.look() == MoveGroup.BATCH) {
            // There is more.
        }
    }
}
