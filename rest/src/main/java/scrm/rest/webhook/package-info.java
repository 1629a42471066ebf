/**
 * Webhooks: events that are owed to an address of the company's, sent at least once, signed, and only to the internet.
 * For services that bring httpclient5 and have the tables {@code webhook_endpoint}, {@code webhook_delivery} and
 * {@code webhook_attempt}.
 */
@NullMarked
package scrm.rest.webhook;

import org.jspecify.annotations.NullMarked;
