/** Group codes at work: who came into a group by one, and which groups it leads into. */
@NullMarked
package scrm.channel.rotation;

import org.jspecify.annotations.NullMarked;
