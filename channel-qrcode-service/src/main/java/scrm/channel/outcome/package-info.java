/** What contacts did after they came, kept beside the relation that it counts for. */
@NullMarked
package scrm.channel.outcome;

import org.jspecify.annotations.NullMarked;
