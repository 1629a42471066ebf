/** Who is in which plan, from being added until the end or the loss. */
@NullMarked
package scrm.sop.enrolment;

import org.jspecify.annotations.NullMarked;
