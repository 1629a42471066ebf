/** The commands of the {@code scrm} script: options in, one sentence for each failure out. */
@NullMarked
package scrm.localstack.command;

import org.jspecify.annotations.NullMarked;
