package scrm.gateway.callback;

import scrm.events.WeComEvent;

/** Callbacks that we could not keep. WeCom may send them again or not, so they are noted to be repaired. */
interface CallbackGaps {
    /** Notes a callback; a failure to do so is counted and logged, for the caller can do no more. */
    void note(WeComEvent event);
}
