package scrm.channel.outcome;

import java.time.Instant;

/** A contact came into a group by any live code. */
public record Join(Contact contact, Instant at) {}
