/** Jobs as every service shows them: how they stand, stopped and resumed. */
@NullMarked
package scrm.rest.job;

import org.jspecify.annotations.NullMarked;
