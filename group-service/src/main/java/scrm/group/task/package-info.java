/** Tasks of those who own groups: what WeCom lets nobody but them do. */
@NullMarked
package scrm.group.task;

import org.jspecify.annotations.NullMarked;
