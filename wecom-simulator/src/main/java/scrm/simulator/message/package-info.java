/** What is sent to many: mass sends, moments, app messages; and the rules and products for chats. */
@NullMarked
package scrm.simulator.message;

import org.jspecify.annotations.NullMarked;
