/** When a corp works: days that are not what their weekday says, and members who are away. */
@NullMarked
package scrm.channel.calendar;

import org.jspecify.annotations.NullMarked;
