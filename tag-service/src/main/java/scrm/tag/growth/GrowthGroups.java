package scrm.tag.growth;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.tag.rule.ExclusiveGroups;

/** The group that shows the levels has one tag on each relation. */
@Service
class GrowthGroups implements ExclusiveGroups {
    private final GrowthModels models;

    GrowthGroups(GrowthModels models) {
        this.models = models;
    }

    @Override
    public Set<String> among(CorpId corpId, Collection<String> groupNames) {
        return models.find(corpId).stream()
                .map(GrowthModels.Version::model)
                .filter(GrowthModel::enabled)
                .map(GrowthModel::tagGroup)
                .filter(groupNames::contains)
                .collect(Collectors.toSet());
    }
}
