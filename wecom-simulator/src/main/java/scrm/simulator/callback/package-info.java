/** Sends callbacks as WeCom does: the XML of each event, encrypted, signed, with retries and on demand in bad order. */
@NullMarked
package scrm.simulator.callback;

import org.jspecify.annotations.NullMarked;
