/** What WeCom said in a time that has passed, handed to one consumer once more. */
@NullMarked
package scrm.messaging.replay;

import org.jspecify.annotations.NullMarked;
