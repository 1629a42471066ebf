package scrm.sop.moment;

import java.util.List;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.sop.material.MaterialId;
import scrm.sop.material.MaterialUses;

/** Tells which moments were made of a material. */
@Service
class MomentUses implements MaterialUses {
    private final Moments moments;

    MomentUses(Moments moments) {
        this.moments = moments;
    }

    @Override
    public List<Use> of(CorpId corpId, MaterialId id) {
        return moments.showing(corpId, id, MOST).stream()
                .map(moment ->
                        new Use("MOMENT", moment.id().toString(), moment.askAt().toString()))
                .toList();
    }
}
