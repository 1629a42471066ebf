/** Redis as something that may be away: asked when it is there, never waited for long, never needed. */
@NullMarked
package scrm.wecom.redis;

import org.jspecify.annotations.NullMarked;
