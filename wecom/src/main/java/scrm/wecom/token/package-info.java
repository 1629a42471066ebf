/** Access tokens: one {@code gettoken} for all threads and processes, and readers that never wait for it in vain. */
@NullMarked
package scrm.wecom.token;

import org.jspecify.annotations.NullMarked;
