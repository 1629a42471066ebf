/** Growth levels S, A, B and C: points for what contacts do, which decay, and the tags that show them. */
@NullMarked
package scrm.tag.growth;

import org.jspecify.annotations.NullMarked;
