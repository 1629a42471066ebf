package scrm.tag.surveyanswer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was answered to one question; what was left out has none.
 *
 * @param optionIds what was chosen; of a scale the number; empty for a text
 * @param text the contact's own words
 */
public record GivenAnswer(
        String questionId, List<String> optionIds, @Nullable String text) {
    public GivenAnswer {
        optionIds = List.copyOf(optionIds);
    }
}
