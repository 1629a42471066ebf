package scrm.tag.surveyanswer;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import scrm.events.TagId;
import scrm.tag.survey.Question;
import scrm.tag.survey.Questionnaire;
import scrm.tag.surveylink.Invitation;

/**
 * A form that was filled in and holds.
 *
 * @param invitation by which link
 * @param version the version of the survey that was shown
 * @param questionnaire what that version asks
 * @param once whether the survey, as it is published now, takes one answer of each contact
 * @param id of the form: the same again is the same answer
 * @param language in which it was shown
 * @param given in the order of the questions
 */
public record Submission(
        Invitation invitation,
        int version,
        Questionnaire questionnaire,
        boolean once,
        String id,
        Locale language,
        List<GivenAnswer> given) {
    public Submission {
        given = List.copyOf(given);
    }

    /** The tags that its answers lead to. */
    Set<TagId> tags() {
        return questionnaire.questions().stream()
                .flatMap(question -> tags(question).stream())
                .collect(Collectors.toSet());
    }

    private Set<TagId> tags(Question question) {
        return given.stream()
                .filter(answer -> answer.questionId().equals(question.id()))
                .flatMap(answer -> question.tags(answer.optionIds()).stream())
                .collect(Collectors.toSet());
    }

    /** What was chosen, as {@code <question id>:<option id>}. */
    List<String> options() {
        return given.stream()
                .flatMap(answer -> answer.optionIds().stream().map(option -> answer.questionId() + ":" + option))
                .toList();
    }
}
