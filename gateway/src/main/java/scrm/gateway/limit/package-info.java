/** How much a client and a corp may ask, in all gateways together. */
@NullMarked
package scrm.gateway.limit;

import org.jspecify.annotations.NullMarked;
