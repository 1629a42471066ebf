/** tag-service: who the external contacts are, which tags they carry, and why. */
@NullMarked
package scrm.tag;

import org.jspecify.annotations.NullMarked;
