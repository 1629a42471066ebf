/** Webhooks: events that are owed to an address of the company's, signed, sent and tried again until they are taken. */
@NullMarked
package scrm.channel.webhook;

import org.jspecify.annotations.NullMarked;
