/** What is known of each contact, as bitmaps: built from the database, kept current by events, shared by instances. */
@NullMarked
package scrm.tag.index;

import org.jspecify.annotations.NullMarked;
