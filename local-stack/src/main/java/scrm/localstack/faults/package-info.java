/** Rows of the promises under faults, run against real processes; the simulator's ledger is the outside truth. */
@NullMarked
package scrm.localstack.faults;

import org.jspecify.annotations.NullMarked;
