/** Corp tags and their groups as WeCom has them, and those that should be there. */
@NullMarked
package scrm.tag.corptag;

import org.jspecify.annotations.NullMarked;
