package scrm.tag.growth;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.tag.growth.Growths.Manual;
import scrm.tag.growth.RefreshGrowth.Change;

/** Puts a contact on a level because somebody says so, for a time; who and why is kept. */
@Service
class SetGrowth {
    private final GrowthModels models;
    private final Growths growths;
    private final RefreshGrowth refresh;
    private final Clock clock;

    SetGrowth(GrowthModels models, Growths growths, RefreshGrowth refresh, Clock clock) {
        this.models = models;
        this.growths = growths;
        this.refresh = refresh;
        this.clock = clock;
    }

    @Transactional
    void set(ContactKey contact, IfMatch ifMatch, Level level, Instant until, String reason, String actor) {
        if (!growths.knows(contact)) {
            throw NotFound.of("external-contact");
        }
        GrowthModels.Version model = models.enabled(Set.of(contact.corpId())).get(contact.corpId());
        if (model == null) {
            throw Conflict.of("growth_off");
        }
        Instant now = clock.instant();
        Standing before = growths.lock(List.of(contact), now).get(contact);
        if (before == null) {
            throw new IllegalStateException("a standing that was locked is there");
        }
        ifMatch.check(growths.manuals(contact, 1).stream()
                .mapToLong(Manual::id)
                .findFirst()
                .orElse(0));
        growths.setManually(contact, new Manual(0, level, reason, actor, now, until));
        Standing after = before.put(level, until, model.version(), now);
        growths.save(List.of(after));
        if (before.isNew() || before.level() != level) {
            refresh.changed(contact.corpId(), model.model(), List.of(new Change(before, after, "MANUAL")), now);
        }
    }
}
