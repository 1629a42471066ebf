/** Tags that were set for a time are taken away when it ends. */
@NullMarked
package scrm.tag.expiry;

import org.jspecify.annotations.NullMarked;
