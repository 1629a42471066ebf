/** Transactions that MySQL chose as the victim of a tangle are run again, a few times. */
@NullMarked
package scrm.rest.deadlock;

import org.jspecify.annotations.NullMarked;
