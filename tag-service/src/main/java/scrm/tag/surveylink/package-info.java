/** Links to surveys that know which contact answers, and what a link leads to. */
@NullMarked
package scrm.tag.surveylink;

import org.jspecify.annotations.NullMarked;
