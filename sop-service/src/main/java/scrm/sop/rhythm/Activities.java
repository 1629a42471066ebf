package scrm.sop.rhythm;

import java.time.Instant;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.TransactionBatch;

/** When contacts last did something of their own accord; those of a poll are written together. */
interface Activities extends TransactionBatch.Sink<Activities.Activity> {
    record Activity(CorpId corpId, ExternalUserId externalUserId, Instant at) {}
}
