/** Who is and was in a group: every stay of everybody, from callbacks in any order and from readings. */
@NullMarked
package scrm.group.member;

import org.jspecify.annotations.NullMarked;
