/** What contacts bought, as a shop of the company tells it. */
@NullMarked
package scrm.channel.conversion;

import org.jspecify.annotations.NullMarked;
