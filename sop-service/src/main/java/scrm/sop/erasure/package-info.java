/**
 * Deletes what this service holds about a contact: enrolments, steps and receivers. What reports count stays, under a
 * pseudonym.
 */
@NullMarked
package scrm.sop.erasure;

import org.jspecify.annotations.NullMarked;
