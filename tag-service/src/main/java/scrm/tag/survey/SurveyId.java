package scrm.tag.survey;

/**
 * A survey of ours.
 *
 * @param value its row
 */
public record SurveyId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
