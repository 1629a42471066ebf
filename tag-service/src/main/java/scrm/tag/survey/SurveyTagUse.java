package scrm.tag.survey;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.tag.corptag.TagUse;

/** Answers to open surveys set tags. */
@Service
class SurveyTagUse implements TagUse {
    private final Surveys surveys;

    SurveyTagUse(Surveys surveys) {
        this.surveys = surveys;
    }

    @Override
    public Set<TagId> inUse(CorpId corpId) {
        return surveys.answered(corpId).stream()
                .flatMap(questionnaire -> questionnaire.questions().stream())
                .flatMap(question -> question.tags().stream())
                .collect(Collectors.toSet());
    }
}
