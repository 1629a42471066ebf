package scrm.channel.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.NotFound;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Tells other features when a corp works, and who. */
@Service
public class ReadCalendar {
    private final Corps corps;
    private final Holidays holidays;
    private final AwayUsers awayUsers;

    ReadCalendar(Corps corps, Holidays holidays, AwayUsers awayUsers) {
        this.corps = corps;
        this.holidays = holidays;
        this.awayUsers = awayUsers;
    }

    /**
     * The corp's days between two times, and the one before them.
     *
     * @throws NotFound if the corp is not served
     */
    public WorkingDays days(CorpId corpId, Instant from, Instant until) {
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        return new WorkingDays(
                zone,
                holidays.within(
                        corpId,
                        from.atZone(zone).toLocalDate().minusDays(1),
                        until.atZone(zone).toLocalDate()));
    }

    /** Which of these members are away at a time, and until when. */
    public Map<UserId, Instant> away(CorpId corpId, Collection<UserId> users, Instant at) {
        return awayUsers.among(corpId, users, at);
    }
}
