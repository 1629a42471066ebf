/** Tags that members keep for themselves: WeCom has no API for them, so they are ours alone. */
@NullMarked
package scrm.tag.personaltag;

import org.jspecify.annotations.NullMarked;
