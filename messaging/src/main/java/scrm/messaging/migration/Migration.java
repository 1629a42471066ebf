package scrm.messaging.migration;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a process does about the schema of its database; the setting {@code SCRM_MIGRATE}. */
enum Migration {
    /** Migrates, then serves: one process on one machine needs no more. */
    START,
    /** Migrates and ends: a step of its own before a roll-out. */
    ONLY,
    /** Serves, and refuses to start on a schema that is behind. */
    NEVER;

    /** Its name in the environment. */
    static final String SETTING = "SCRM_MIGRATE";

    static Migration of(@Nullable String setting) {
        try {
            return setting == null || setting.isBlank()
                    ? START
                    : valueOf(setting.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(SETTING + " must be start, only or never, not " + setting, e);
        }
    }
}
