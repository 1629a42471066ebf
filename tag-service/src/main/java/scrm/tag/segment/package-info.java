/** Segments: conditions on contacts that have a name, and who they mean. */
@NullMarked
package scrm.tag.segment;

import org.jspecify.annotations.NullMarked;
