/** Which live code brought a contact, first and last, and which loss is charged to it. */
@NullMarked
package scrm.channel.attribution;

import org.jspecify.annotations.NullMarked;
