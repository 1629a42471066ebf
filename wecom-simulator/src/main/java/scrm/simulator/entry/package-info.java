/** How contacts come in: contact ways, acquisition links, the adding itself, and its welcome message. */
@NullMarked
package scrm.simulator.entry;

import org.jspecify.annotations.NullMarked;
