/** What WeCom told us and what we decided, as it travels over Kafka: events, ids, topics and keys. */
@NullMarked
package scrm.events;

import org.jspecify.annotations.NullMarked;
