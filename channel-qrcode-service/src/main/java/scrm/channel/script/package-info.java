/** What live codes say to those who come by them: a base welcome, variants by time and member, arms of experiments. */
@NullMarked
package scrm.channel.script;

import org.jspecify.annotations.NullMarked;
