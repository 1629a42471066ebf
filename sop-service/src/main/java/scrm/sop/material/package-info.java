/** What is said again and again: texts with variables and what goes with them, in versions that never change. */
@NullMarked
package scrm.sop.material;

import org.jspecify.annotations.NullMarked;
