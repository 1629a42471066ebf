/** Rules at work: what happens to contacts is held against the rules, and tags follow. */
@NullMarked
package scrm.tag.firing;

import org.jspecify.annotations.NullMarked;
