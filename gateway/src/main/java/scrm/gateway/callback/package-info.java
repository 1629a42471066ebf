/** WeCom's callbacks: verified, made durable, and only then answered. */
@NullMarked
package scrm.gateway.callback;

import org.jspecify.annotations.NullMarked;
