/**
 * A MySQL-compatible server, Kafka and Redis as real child processes: started side by side, stopped, killed and
 * suspended one by one, and never left behind by whoever started them.
 */
@NullMarked
package scrm.stores;

import org.jspecify.annotations.NullMarked;
