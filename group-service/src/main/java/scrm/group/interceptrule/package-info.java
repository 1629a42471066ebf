/** Rules against words that members must not send: made at WeCom by intent and call, and compared with WeCom's. */
@NullMarked
package scrm.group.interceptrule;

import org.jspecify.annotations.NullMarked;
