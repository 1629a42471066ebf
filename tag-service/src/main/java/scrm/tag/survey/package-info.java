/** Surveys (问卷): what is asked, in drafts and published versions, and which tags an answer leads to. */
@NullMarked
package scrm.tag.survey;

import org.jspecify.annotations.NullMarked;
