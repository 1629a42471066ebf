/** Long work of this service, as people start it. */
@NullMarked
package scrm.sop.job;

import org.jspecify.annotations.NullMarked;
