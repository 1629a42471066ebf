/** What is wrong with live codes, found out and told to people. */
@NullMarked
package scrm.channel.alarm;

import org.jspecify.annotations.NullMarked;
