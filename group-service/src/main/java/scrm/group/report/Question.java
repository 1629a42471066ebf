package scrm.group.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.UserId;

/**
 * What is asked for.
 *
 * @param first day of the corp's calendar
 * @param last day of it
 * @param by what a line is for
 * @param filter which groups
 * @param currency others are left out
 */
record Question(LocalDate first, LocalDate last, By by, Filter filter, String currency) {
    /** What a line is for. */
    enum By {
        GROUP,
        OWNER,
        KIND,
        /** By which the group was made, if it was. */
        TEMPLATE
    }

    /**
     * Which groups; what is absent does not restrict.
     *
     * @param kind as groups are judged by for their health
     */
    record Filter(
            @Nullable ChatId chatId,
            @Nullable UserId owner,
            @Nullable String kind) {
        static final Filter ALL = new Filter(null, null, null);
    }
}
