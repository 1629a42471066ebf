/** Long work of this service, as people start and watch it. */
@NullMarked
package scrm.tag.job;

import org.jspecify.annotations.NullMarked;
