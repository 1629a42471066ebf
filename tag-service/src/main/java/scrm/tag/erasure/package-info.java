/** A contact's right to see what is held about it, and to have it deleted. */
@NullMarked
package scrm.tag.erasure;

import org.jspecify.annotations.NullMarked;
