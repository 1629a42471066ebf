/** Compares settings with what runs, and names the fix of whatever does not fit. */
@NullMarked
package scrm.gateway.doctor;

import org.jspecify.annotations.NullMarked;
