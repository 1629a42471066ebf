/**
 * How much each contact, group and member may get: WeCom's caps, our own caps, quiet hours; and who comes first when
 * not all may.
 */
@NullMarked
package scrm.sop.quota;

import org.jspecify.annotations.NullMarked;
