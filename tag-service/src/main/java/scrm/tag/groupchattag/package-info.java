/** Tags on group chats, by which groups are found and positioned; WeCom knows nothing of them. */
@NullMarked
package scrm.tag.groupchattag;

import org.jspecify.annotations.NullMarked;
