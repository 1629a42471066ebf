/** WeCom's callbacks: verified, decrypted and read into events, by nobody's code but ours. */
@NullMarked
package scrm.wecom.callback;

import org.jspecify.annotations.NullMarked;
