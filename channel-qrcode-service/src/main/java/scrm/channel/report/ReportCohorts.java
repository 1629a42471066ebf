package scrm.channel.report;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Channels;
import scrm.channel.cost.Cost;
import scrm.channel.report.Acquisitions.Stayed;
import scrm.events.CorpId;
import scrm.rest.NotFound;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Says how long contacts stay who came in the same week. */
@Service
class ReportCohorts {
    private final Corps corps;
    private final Channels channels;
    private final Acquisitions acquisitions;
    private final Clock clock;

    ReportCohorts(Corps corps, Channels channels, Acquisitions acquisitions, Clock clock) {
        this.corps = corps;
        this.channels = channels;
        this.acquisitions = acquisitions;
        this.clock = clock;
    }

    /**
     * The weeks that have days in the period, whole, the earliest first.
     *
     * @param channelId with all below it; null: all channels
     * @throws NotFound if the corp has no such channel
     */
    List<Cohort> of(CorpId corpId, @Nullable ChannelId channelId, Cost.Period period) {
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        ChannelTree tree = new ChannelTree(channels.list(corpId, Channels.Filter.NONE, null, Integer.MAX_VALUE));
        if (channelId != null && tree.find(channelId).isEmpty()) {
            throw NotFound.of("channel");
        }
        Cost.Period weeks = new Cost.Period(
                monday(period.from()), period.until().with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)));
        Scope scope = new Scope(corpId, tree.subtree(channelId), weeks.start(zone), weeks.end(zone));
        Map<LocalDate, Stayed> byWeek = new HashMap<>();
        acquisitions.stayed(scope, zone).forEach((day, stayed) -> byWeek.merge(monday(day), stayed, Stayed::plus));
        return weeks.from()
                .datesUntil(weeks.until(), Period.ofWeeks(1))
                .map(monday -> cohort(monday, byWeek.getOrDefault(monday, Stayed.NONE), zone))
                .toList();
    }

    private Cohort cohort(LocalDate monday, Stayed stayed, ZoneId zone) {
        Instant end = monday.plusWeeks(1).atStartOfDay(zone).toInstant();
        return new Cohort(
                monday,
                stayed.adds(),
                known(stayed.week1(), end, 1),
                known(stayed.week2(), end, 2),
                known(stayed.week4(), end, 4),
                known(stayed.week8(), end, 8),
                known(stayed.week12(), end, 12));
    }

    /** Nothing before the last of the week could have stayed so long. */
    private @Nullable Long known(long retained, Instant end, int weeks) {
        return end.plus(Duration.ofDays(7L * weeks)).isAfter(clock.instant()) ? null : retained;
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
