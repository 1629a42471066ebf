/** The page on which a survey is answered: for everybody's phone, without a token and without a script. */
@NullMarked
package scrm.tag.surveyform;

import org.jspecify.annotations.NullMarked;
