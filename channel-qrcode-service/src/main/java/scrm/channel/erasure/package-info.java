/**
 * Deletes what this service holds about a contact: attributions, welcomes, orders and referrals. What reports count
 * stays, under a pseudonym.
 */
@NullMarked
package scrm.channel.erasure;

import org.jspecify.annotations.NullMarked;
