/** The jobs that say how fast the system is: each beside its limits and peers, in the same run. */
@NullMarked
package scrm.benchmarks;

import org.jspecify.annotations.NullMarked;
