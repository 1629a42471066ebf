/** What stands behind live codes at WeCom: contact ways, join ways and acquisition links. */
@NullMarked
package scrm.channel.entry;

import org.jspecify.annotations.NullMarked;
