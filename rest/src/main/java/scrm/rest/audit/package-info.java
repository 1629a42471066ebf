/** Who wrote what by REST, and what stood there before and after: kept by every service for itself. */
@NullMarked
package scrm.rest.audit;

import org.jspecify.annotations.NullMarked;
