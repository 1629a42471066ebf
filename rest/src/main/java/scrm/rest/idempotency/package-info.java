/** A POST that is sent twice under one Idempotency-Key takes effect once, and gets the same answer. */
@NullMarked
package scrm.rest.idempotency;

import org.jspecify.annotations.NullMarked;
