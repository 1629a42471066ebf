/** Customer groups: kept in step with WeCom by member version, their history told. */
@NullMarked
package scrm.group.groupchat;

import org.jspecify.annotations.NullMarked;
