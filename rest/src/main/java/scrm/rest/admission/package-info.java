/** How much may be under way at once. */
@NullMarked
package scrm.rest.admission;

import org.jspecify.annotations.NullMarked;
