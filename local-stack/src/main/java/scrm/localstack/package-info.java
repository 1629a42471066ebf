/**
 * The whole system on one machine: stores, a simulated WeCom and the five services as real processes, owned by one
 * supervisor; behind the commands of the {@code scrm} script.
 */
@NullMarked
package scrm.localstack;

import org.jspecify.annotations.NullMarked;
