/** What happened to one contact, from callback to mark_tag, in one list for people to read. */
@NullMarked
package scrm.tag.timeline;

import org.jspecify.annotations.NullMarked;
