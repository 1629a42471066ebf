/** Plans: what is to be said when, as drafts that are edited and versions that never change. */
@NullMarked
package scrm.sop.plan;

import org.jspecify.annotations.NullMarked;
