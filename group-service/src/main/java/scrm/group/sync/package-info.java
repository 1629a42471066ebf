/** Compares all groups with WeCom's, by a job once a day or when somebody asks, and tells what differed. */
@NullMarked
package scrm.group.sync;

import org.jspecify.annotations.NullMarked;
