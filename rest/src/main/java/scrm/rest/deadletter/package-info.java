/** Dead letters as every service shows them to whoever looks after a corp: masked, replayed, discarded. */
@NullMarked
package scrm.rest.deadletter;

import org.jspecify.annotations.NullMarked;
