/** What deletes all that a service holds about a contact, and keeps it from taking anything in again. */
@NullMarked
package scrm.messaging.erasure;

import org.jspecify.annotations.NullMarked;
