/** What channels brought, in figures. */
@NullMarked
package scrm.channel.report;

import org.jspecify.annotations.NullMarked;
