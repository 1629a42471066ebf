package scrm.tag.growth;

import java.util.List;
import org.springframework.stereotype.Component;

import scrm.messaging.job.JobHandler;
import scrm.tag.growth.Growths.Numbered;

/** Goes through a corp's contacts after its model has changed. */
@Component
class RecomputeGrowthWorker implements JobHandler<RecomputeGrowth> {
    private static final int SLICE = 500;

    private final GrowthModels models;
    private final Growths growths;
    private final RefreshGrowth refresh;

    RecomputeGrowthWorker(GrowthModels models, Growths growths, RefreshGrowth refresh) {
        this.models = models;
        this.growths = growths;
        this.refresh = refresh;
    }

    @Override
    public String kind() {
        return RecomputeGrowth.KIND;
    }

    @Override
    public Class<RecomputeGrowth> parametersType() {
        return RecomputeGrowth.class;
    }

    @Override
    public Slice next(Position<RecomputeGrowth> position) {
        RecomputeGrowth wanted = position.parameters();
        boolean current = models.find(position.corpId())
                .filter(model -> model.version() == wanted.version())
                .isPresent();
        String checkpoint = position.checkpoint();
        List<Numbered> page = current
                ? growths.contactsAfter(position.corpId(), checkpoint.isEmpty() ? 0 : Long.parseLong(checkpoint), SLICE)
                : List.of();
        if (page.isEmpty()) {
            return Slice.last(0, List.of());
        }
        Slice slice = Slice.upTo(String.valueOf(page.getLast().id()), page.size(), List.of())
                .with(() -> refresh.recompute(
                        position.corpId(), page.stream().map(Numbered::contact).toList(), wanted.tagsToo()));
        return checkpoint.isEmpty() ? slice.ofTotal(growths.countContacts(position.corpId())) : slice;
    }
}
