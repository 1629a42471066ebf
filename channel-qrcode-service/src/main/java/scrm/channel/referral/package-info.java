/** Referral campaigns (裂变): what is promised to contacts who bring others, and the live code that each of them gets. */
@NullMarked
package scrm.channel.referral;

import org.jspecify.annotations.NullMarked;
