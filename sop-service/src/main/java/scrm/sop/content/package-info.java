/** What messages say: as somebody wrote it, or a material that is put into words when it is said. */
@NullMarked
package scrm.sop.content;

import org.jspecify.annotations.NullMarked;
