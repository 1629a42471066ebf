/** What conditions and texts go by: the tags of contacts and what they are called, as tag-service tells of them. */
@NullMarked
package scrm.sop.fact;

import org.jspecify.annotations.NullMarked;
