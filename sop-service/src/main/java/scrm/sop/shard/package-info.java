/** Shards of work that instances share: each is one instance's at a time, under a lease on the database's time. */
@NullMarked
package scrm.sop.shard;

import org.jspecify.annotations.NullMarked;
