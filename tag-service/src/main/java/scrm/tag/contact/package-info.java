/** External contacts and who follows them, as WeCom has them, and beside that what only we know. */
@NullMarked
package scrm.tag.contact;

import org.jspecify.annotations.NullMarked;
