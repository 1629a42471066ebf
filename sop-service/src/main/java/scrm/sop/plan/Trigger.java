package scrm.sop.plan;

import org.jspecify.annotations.Nullable;

import scrm.events.State;

/** What enrols. */
public sealed interface Trigger {
    /** Whoever is added. */
    Trigger ANYONE = new ContactAdded(null, null, null);

    /** Something that happens to somebody. */
    sealed interface Event extends Trigger {}

    /** Somebody enrols them. */
    record ByHand() implements Trigger {}

    /**
     * A contact is added, by anyone or only by some way.
     *
     * @param liveCodeId only by this live code
     * @param channelId only by a live code of this channel
     * @param state only with this state
     */
    record ContactAdded(
            @Nullable String liveCodeId,
            @Nullable String channelId,
            @Nullable State state) implements Event {
        /** Whether a contact who came so is enrolled. */
        public boolean takes(Arrival arrival) {
            return (liveCodeId == null || liveCodeId.equals(arrival.liveCodeId()))
                    && (channelId == null || channelId.equals(arrival.channelId()))
                    && (state == null || state.equals(arrival.state()));
        }
    }

    /** How a contact came, as far as the event that tells of it knows. */
    record Arrival(
            @Nullable String liveCodeId,
            @Nullable String channelId,
            @Nullable State state) {}
}
