/** Many live codes at once: one for each shop. */
@NullMarked
package scrm.channel.bulk;

import org.jspecify.annotations.NullMarked;
