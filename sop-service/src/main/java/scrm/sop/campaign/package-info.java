/** Group messages by hand: composed, approved, split into variants, expanded into one message for each sender. */
@NullMarked
package scrm.sop.campaign;

import org.jspecify.annotations.NullMarked;
