package scrm.sop.dispatch;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;

import scrm.sop.dispatch.StepKind.Ready;

/**
 * Makes steps ready whose way is chosen: in whose name each speaks, what exactly it says, and whether its receiver may
 * get that now. A step that is not done, or not yet, is settled or put off here.
 */
@Service
class ReadySteps {
    private final FollowOwners followOwners;
    private final WordSteps wordSteps;
    private final AdmitSteps admitSteps;

    ReadySteps(FollowOwners followOwners, WordSteps wordSteps, AdmitSteps admitSteps) {
        this.followOwners = followOwners;
        this.wordSteps = wordSteps;
        this.admitSteps = admitSteps;
    }

    /** Returns those that are to be handed over now. */
    List<Ready> ready(List<Ready> chosen, Instant now) {
        return admitSteps.admit(wordSteps.word(followOwners.keepOwn(chosen), now));
    }
}
