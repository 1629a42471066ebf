/**
 * Rewards: what participants of a referral campaign get for whom they brought, out of a stock, and what is taken back.
 */
@NullMarked
package scrm.channel.reward;

import org.jspecify.annotations.NullMarked;
