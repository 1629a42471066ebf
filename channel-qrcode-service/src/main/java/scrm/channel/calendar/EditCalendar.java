package scrm.channel.calendar;

import java.time.Clock;
import java.time.LocalDate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.NotFound;

/** Says when a corp works, and who. The last word counts: each day and each member is one value, replaced whole. */
@Service
class EditCalendar {
    private final Holidays holidays;
    private final AwayUsers awayUsers;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    EditCalendar(Holidays holidays, AwayUsers awayUsers, ApplicationEventPublisher publisher, Clock clock) {
        this.holidays = holidays;
        this.awayUsers = awayUsers;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Transactional
    public void set(CorpId corpId, Holiday holiday) {
        holidays.set(corpId, holiday);
        publisher.publishEvent(new CalendarChanged(corpId, null));
    }

    @Transactional
    public void remove(CorpId corpId, LocalDate day) {
        if (!holidays.remove(corpId, day)) {
            throw NotFound.of("holiday");
        }
        publisher.publishEvent(new CalendarChanged(corpId, null));
    }

    @Transactional
    public void leave(CorpId corpId, AwayUser away) {
        awayUsers.set(corpId, away);
        publisher.publishEvent(new CalendarChanged(corpId, away.userId()));
    }

    @Transactional
    public void comeBack(CorpId corpId, UserId userId) {
        if (!awayUsers.remove(corpId, userId, clock.instant())) {
            throw NotFound.of("away-user");
        }
        publisher.publishEvent(new CalendarChanged(corpId, userId));
    }
}
