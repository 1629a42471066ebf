/** Friends first: who joins a group without being anybody's contact is announced, so that a member can add them. */
@NullMarked
package scrm.group.stranger;

import org.jspecify.annotations.NullMarked;
