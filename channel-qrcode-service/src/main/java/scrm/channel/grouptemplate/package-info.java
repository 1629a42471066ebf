/** Welcomes for groups: made at WeCom by intent and call, which members attach to their groups. */
@NullMarked
package scrm.channel.grouptemplate;

import org.jspecify.annotations.NullMarked;
