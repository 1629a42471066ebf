package scrm.sop.plan;

import org.jspecify.annotations.Nullable;

import scrm.events.State;

/**
 * What enrols a contact: being added, by anyone or only by some way.
 *
 * @param liveCodeId only by this live code
 * @param channelId only by a live code of this channel
 * @param state only with this state
 */
public record Trigger(
        @Nullable String liveCodeId,
        @Nullable String channelId,
        @Nullable State state) {
    /** Whoever is added. */
    public static final Trigger ANYONE = new Trigger(null, null, null);

    /** Whether a contact who came so is enrolled. */
    public boolean takes(Arrival arrival) {
        return (liveCodeId == null || liveCodeId.equals(arrival.liveCodeId()))
                && (channelId == null || channelId.equals(arrival.channelId()))
                && (state == null || state.equals(arrival.state()));
    }

    /** How a contact came, as far as the event that tells of it knows. */
    public record Arrival(
            @Nullable String liveCodeId,
            @Nullable String channelId,
            @Nullable State state) {}
}
