/** Plans whose trigger is a time: when they enrol, whom, and what becomes of times that were missed. */
@NullMarked
package scrm.sop.rhythm;

import org.jspecify.annotations.NullMarked;
