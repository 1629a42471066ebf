/** Steps, from scheduled to settled: what they are, what became of them, and what people decide about them. */
@NullMarked
package scrm.sop.due;

import org.jspecify.annotations.NullMarked;
