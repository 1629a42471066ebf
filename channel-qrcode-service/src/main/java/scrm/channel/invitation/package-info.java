/** Invitations: who brought whom in a referral campaign, whether it counts, and what follows when somebody leaves. */
@NullMarked
package scrm.channel.invitation;

import org.jspecify.annotations.NullMarked;
