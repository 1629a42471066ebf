/** What goes on in groups, day by day: who comes and goes, what is sent, what members do, say and buy. */
@NullMarked
package scrm.group.activity;

import org.jspecify.annotations.NullMarked;
