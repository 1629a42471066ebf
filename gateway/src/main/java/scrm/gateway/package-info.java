/** The edge: WeCom's callbacks in, REST through to the services, and who may do so. */
@NullMarked
package scrm.gateway;

import org.jspecify.annotations.NullMarked;
