package scrm.group.activity;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Which day it is where a corp is. */
@Service
public class CorpCalendar {
    /** What WeCom's own statistics count by, and what a corp that has left the corps file is counted by. */
    public static final ZoneOffset WECOM = ZoneOffset.ofHours(8);

    private final Corps corps;
    private final Clock clock;

    CorpCalendar(Corps corps, Clock clock) {
        this.corps = corps;
        this.clock = clock;
    }

    public ZoneId zone(CorpId corpId) {
        return corps.find(corpId).map(Corp::timezone).orElse(WECOM);
    }

    public LocalDate day(CorpId corpId, Instant at) {
        return LocalDate.ofInstant(at, zone(corpId));
    }

    public LocalDate today(CorpId corpId) {
        return day(corpId, clock.instant());
    }
}
