/** What was answered to surveys: stored with its tags and its event, counted, listed and handed out. */
@NullMarked
package scrm.tag.surveyanswer;

import org.jspecify.annotations.NullMarked;
