/** What came of groups in a period, in figures that are defined beside them, and as a page to print. */
@NullMarked
package scrm.group.report;

import org.jspecify.annotations.NullMarked;
