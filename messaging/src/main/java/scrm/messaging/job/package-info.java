/** Long work that people watch, cancel and resume: it runs in slices, each a piece of leased work. */
@NullMarked
package scrm.messaging.job;

import org.jspecify.annotations.NullMarked;
