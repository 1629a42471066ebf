/** Compares all contacts with WeCom's, repairs what differs, and keeps a report of it. */
@NullMarked
package scrm.tag.sync;

import org.jspecify.annotations.NullMarked;
