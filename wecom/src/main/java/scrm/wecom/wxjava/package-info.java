/** The capabilities over WxJava's transport: a class for each, all its calls through one. */
@NullMarked
package scrm.wecom.wxjava;

import org.jspecify.annotations.NullMarked;
