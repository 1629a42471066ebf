/** Festivals, lunar ones too, and days of the corp's own. */
@NullMarked
package scrm.sop.festival;

import org.jspecify.annotations.NullMarked;
