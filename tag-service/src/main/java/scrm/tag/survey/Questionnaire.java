package scrm.tag.survey;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a survey asks.
 *
 * @param introduction what stands above the questions
 * @param thanks what is said in the end; absent: a general word
 * @param repeatable whether a contact may answer more than once
 * @param validFrom before which it takes no answers; absent: at once
 * @param validUntil from which on it takes none; absent: for good
 */
public record Questionnaire(
        LocalText title,
        @Nullable LocalText introduction,
        @Nullable LocalText thanks,
        boolean repeatable,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        List<Question> questions) {
    public Questionnaire {
        questions = List.copyOf(questions);
    }
}
