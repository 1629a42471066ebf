/**
 * Deletes what this service holds about a contact: members and their stays. What reports count stays, under a
 * pseudonym.
 */
@NullMarked
package scrm.group.erasure;

import org.jspecify.annotations.NullMarked;
