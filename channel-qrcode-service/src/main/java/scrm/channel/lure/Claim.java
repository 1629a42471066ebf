package scrm.channel.lure;

import java.time.Instant;

import scrm.events.ExternalUserId;

/**
 * A contact took what a lure promises.
 *
 * @param id grows with time
 * @param claimId whoever asked calls it so; once in a lure
 * @param externalUserId who took it; once in a lure
 * @param claimedAt when
 */
record Claim(long id, String claimId, ExternalUserId externalUserId, Instant claimedAt) {}
