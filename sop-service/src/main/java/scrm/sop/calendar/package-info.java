/** The content calendar: what is to be said where, when and by whom; festivals by both calendars. */
@NullMarked
package scrm.sop.calendar;

import org.jspecify.annotations.NullMarked;
