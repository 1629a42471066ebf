/** WeCom by capability: small interfaces in its API's words, our records, one error; tokens, quota and retry inside. */
@NullMarked
package scrm.wecom;

import org.jspecify.annotations.NullMarked;
