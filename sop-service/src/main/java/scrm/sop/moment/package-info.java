/** Moments (客户朋友圈): what members are asked to publish, made at WeCom by one call each. */
@NullMarked
package scrm.sop.moment;

import org.jspecify.annotations.NullMarked;
