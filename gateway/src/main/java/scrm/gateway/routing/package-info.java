/** Which service answers a path, and how a request gets there and its answer back. */
@NullMarked
package scrm.gateway.routing;

import org.jspecify.annotations.NullMarked;
