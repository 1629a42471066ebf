/** What goes with a welcome or a message: as a client writes it, as we keep it, and as WeCom takes it. */
@NullMarked
package scrm.attachment;

import org.jspecify.annotations.NullMarked;
