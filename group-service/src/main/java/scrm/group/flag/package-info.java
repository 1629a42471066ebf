/** Members who advertise or break rules: flagged by whoever notices, to be removed by the owner of the group. */
@NullMarked
package scrm.group.flag;

import org.jspecify.annotations.NullMarked;
