/** Tasks of members: what only a person can do, told by app message, reminded of, and marked as done. */
@NullMarked
package scrm.sop.stafftask;

import org.jspecify.annotations.NullMarked;
