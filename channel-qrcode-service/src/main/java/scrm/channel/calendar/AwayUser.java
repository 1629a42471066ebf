package scrm.channel.calendar;

import java.time.Instant;

import scrm.events.UserId;

/**
 * A member whom no live code with a roster is to lead to for now.
 *
 * @param userId the member
 * @param until when the member is back
 */
record AwayUser(UserId userId, Instant until) {}
