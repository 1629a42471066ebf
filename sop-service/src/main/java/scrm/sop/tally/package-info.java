/** Adds up what plans came to, as it happens: how far steps came, and what contacts did then. */
@NullMarked
package scrm.sop.tally;

import org.jspecify.annotations.NullMarked;
