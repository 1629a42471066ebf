/** What a token must allow, judged at the edge as it is judged again in each service. */
@NullMarked
package scrm.gateway.access;

import org.jspecify.annotations.NullMarked;
