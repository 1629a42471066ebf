/** A corp's departments and members. */
@NullMarked
package scrm.simulator.directory;

import org.jspecify.annotations.NullMarked;
