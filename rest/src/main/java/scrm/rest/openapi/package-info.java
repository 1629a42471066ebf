/** What every service's OpenAPI description says without its controllers having to. */
@NullMarked
package scrm.rest.openapi;

import org.jspecify.annotations.NullMarked;
