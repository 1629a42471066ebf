package scrm.rest.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/**
 * One event on its way to an endpoint.
 *
 * @param id its id
 * @param corpId its corp
 * @param endpointId where it goes
 * @param messageId its {@code webhook-id}: the same for every attempt, so that the receiver takes it once
 * @param type the event's type, {@code referral.reward.granted}
 * @param body JSON: {@code {type, timestamp, data}}
 * @param status how far it has come
 * @param tries attempts since it was owed, or since somebody had it sent again
 * @param nextTryAt not before this; absent when it is settled
 * @param createdAt since when it is owed
 */
public record Delivery(
        DeliveryId id,
        CorpId corpId,
        EndpointId endpointId,
        String messageId,
        String type,
        String body,
        Status status,
        int tries,
        @Nullable Instant nextTryAt,
        Instant createdAt) {
    /** How far it has come. */
    public enum Status {
        /** It is tried, again and again. */
        PENDING,
        /** The receiver took it: it answered 2xx. */
        DELIVERED,
        /** It is not tried any more, unless somebody has it sent again. */
        FAILED,
        /** Nobody is to be told any more: what it tells of is over, or the contact it tells of was erased. */
        DROPPED
    }

    /**
     * One call.
     *
     * @param at when it began
     * @param millis how long it took
     * @param status HTTP's; absent without an answer
     * @param failure why there was no answer
     */
    public record Attempt(
            Instant at,
            long millis,
            @Nullable Integer status,
            @Nullable Failure failure) {
        boolean isTaken() {
            return status != null && status >= 200 && status < 300;
        }
    }

    /** Why a call had no answer. */
    public enum Failure {
        /** The host's name stands for nothing. */
        HOST_UNKNOWN,
        /** The host has an address that is not public, or the URL is not https. */
        ADDRESS_REFUSED,
        /** It took too long. */
        TIMEOUT,
        /** The host could not prove who it is. */
        TLS,
        /** No connection, or it broke. */
        CONNECTION
    }
}
