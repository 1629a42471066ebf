/** Reports as pages to print. */
@NullMarked
package scrm.rest.page;

import org.jspecify.annotations.NullMarked;
