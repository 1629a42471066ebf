/** Group codes that group-service asks for, for groups that are to be opened by WeCom. */
@NullMarked
package scrm.channel.groupcode;

import org.jspecify.annotations.NullMarked;
