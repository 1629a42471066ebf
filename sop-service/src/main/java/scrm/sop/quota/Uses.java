package scrm.sop.quota;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/**
 * What every receiver got or is about to get. A receiver's uses are numbered, each number once: of two who count the
 * same receiver at once and both take the next number, one gets it, and the other counts again.
 */
interface Uses {
    /** Of each receiver, in the order of their numbers; receivers without any are left out. */
    Map<String, List<Use>> of(CorpId corpId, Receiver.Kind kind, Collection<String> receivers);

    /** Takes numbers, as open uses; returns those that were free. */
    List<Slot> take(CorpId corpId, Receiver.Kind kind, List<Slot> slots, Instant now);

    /** The oldest open use of each receiver becomes what is said here. */
    void settle(CorpId corpId, Receiver.Kind kind, Collection<Settlement> settlements);

    /** The oldest open use of each receiver is none. */
    void giveBack(CorpId corpId, Receiver.Kind kind, Collection<String> receivers);

    /** Deletes uses of before; returns how many, at most so many. */
    int forget(Instant before, int limit);

    /**
     * One message to one receiver.
     *
     * @param at when it was handed over, and once it is settled when it was
     * @param planId the plan that wanted it; null: a person did
     */
    record Use(int n, State state, Instant at, @Nullable Long planId) {}

    /** How far it has come. */
    enum State {
        /** With WeCom or on its way: it may come to the receiver at any time. */
        OPEN,
        /** The receiver got it. */
        SENT,
        /** WeCom said that the receiver had had enough: others send as well. */
        USED_UP
    }

    /** A number of a receiver's. */
    record Slot(String receiver, int n, @Nullable Long planId) {}

    /** How an open use ended. */
    record Settlement(String receiver, State state, Instant at) {}
}
