package scrm.channel.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/** Every corp's holidays. */
interface Holidays {
    /** Sets what a day is. */
    void set(CorpId corpId, Holiday holiday);

    /** Makes a day what its weekday says; false if it is that already. */
    boolean remove(CorpId corpId, LocalDate day);

    /** In the order of time. */
    List<Holiday> list(CorpId corpId, @Nullable LocalDate after, int limit);

    /** Those from the first day to the last. */
    Map<LocalDate, Holiday> within(CorpId corpId, LocalDate first, LocalDate last);
}
