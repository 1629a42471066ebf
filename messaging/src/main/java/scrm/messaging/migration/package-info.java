/** When a process migrates its database: at its start, as all that it does, or never. */
@NullMarked
package scrm.messaging.migration;

import org.jspecify.annotations.NullMarked;
