/** Tagging rules: what must happen and hold, and which tags follow; kept in versions, checked, tried out beforehand. */
@NullMarked
package scrm.tag.rule;

import org.jspecify.annotations.NullMarked;
