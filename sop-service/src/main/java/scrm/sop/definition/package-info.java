/** What a plan says: for whom, what begins it, its steps with their times and conditions, what ends it. No I/O. */
@NullMarked
package scrm.sop.definition;

import org.jspecify.annotations.NullMarked;
