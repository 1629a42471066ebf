/** External contacts, who follows them, their corp tags, and handing them over. */
@NullMarked
package scrm.simulator.contact;

import org.jspecify.annotations.NullMarked;
