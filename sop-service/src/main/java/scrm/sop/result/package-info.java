/** What plans came to: what was planned, said and brought to people, and what they did then. */
@NullMarked
package scrm.sop.result;

import org.jspecify.annotations.NullMarked;
