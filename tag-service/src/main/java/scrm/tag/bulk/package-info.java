/**
 * Tags set and taken away for many contacts at once, as a job that keeps within WeCom's quota and can be taken back.
 */
@NullMarked
package scrm.tag.bulk;

import org.jspecify.annotations.NullMarked;
