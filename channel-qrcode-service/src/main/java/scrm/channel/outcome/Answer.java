package scrm.channel.outcome;

import java.time.Instant;

import scrm.events.UserId;

/** A contact wrote to a member. */
public record Answer(Contact contact, UserId userId, Instant at) {}
