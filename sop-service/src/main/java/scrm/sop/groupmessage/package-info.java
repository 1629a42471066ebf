/** Group messages: many receivers of one sender and content, sent by one call, followed until all is settled. */
@NullMarked
package scrm.sop.groupmessage;

import org.jspecify.annotations.NullMarked;
