/** Charters (群定位): why a group is, for whom, until when and by which rules; written before a group is opened. */
@NullMarked
package scrm.group.charter;

import org.jspecify.annotations.NullMarked;
