package scrm.tag.growth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a contact stands.
 *
 * @param contact which one
 * @param level its level
 * @param levelledAt since when
 * @param points as of {@code pointsAt}
 * @param pointsAt when they were counted; absent: never
 * @param modelVersion by which; 0 for a contact that is new to the model
 * @param manualUntil until when somebody's word counts; absent: nobody's does
 * @param dueAt when it must be looked at again though nothing happens; absent: never
 */
record Standing(
        ContactKey contact,
        Level level,
        Instant levelledAt,
        double points,
        @Nullable Instant pointsAt,
        int modelVersion,
        @Nullable Instant manualUntil,
        @Nullable Instant dueAt) {
    boolean isNew() {
        return modelVersion == 0;
    }

    /** Where it stands with so many points. */
    Standing counted(GrowthModels.Version model, double worth, Instant now) {
        if (manualUntil != null && now.isBefore(manualUntil)) {
            return new Standing(contact, level, levelledAt, worth, now, model.version(), manualUntil, manualUntil);
        }
        Level next = model.model().level(worth, level);
        return new Standing(
                contact,
                next,
                next == level && !isNew() ? levelledAt : now,
                worth,
                now,
                model.version(),
                null,
                model.model().fallsAt(next, worth, now).orElse(null));
    }

    /** Where somebody puts it for a time. */
    Standing put(Level there, Instant until, int version, Instant now) {
        return new Standing(
                contact, there, there == level && !isNew() ? levelledAt : now, points, pointsAt, version, until, until);
    }
}
