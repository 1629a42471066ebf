/** What a service's controllers use: refusals to throw, lists by cursor, versions of what is edited. */
@NullMarked
package scrm.rest;

import org.jspecify.annotations.NullMarked;
