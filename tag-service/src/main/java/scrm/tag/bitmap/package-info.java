/** What is true of the contacts of a corp, a bitmap for each term, and who is meant by a condition: no I/O. */
@NullMarked
package scrm.tag.bitmap;

import org.jspecify.annotations.NullMarked;
