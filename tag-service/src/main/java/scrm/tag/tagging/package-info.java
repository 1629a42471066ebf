/** Who set or took away which tag of whom and why, and how it got to WeCom. */
@NullMarked
package scrm.tag.tagging;

import org.jspecify.annotations.NullMarked;
