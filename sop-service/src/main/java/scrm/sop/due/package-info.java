/** Steps that come due: claimed under a lease, checked again, gathered into group messages. */
@NullMarked
package scrm.sop.due;

import org.jspecify.annotations.NullMarked;
