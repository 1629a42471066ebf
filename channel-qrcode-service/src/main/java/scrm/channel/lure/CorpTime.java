package scrm.channel.lure;

import java.time.Clock;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.rest.NotFound;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** What the clock on a corp's wall shows. */
@Service
public class CorpTime {
    private final Corps corps;
    private final Clock clock;

    CorpTime(Corps corps, Clock clock) {
        this.corps = corps;
        this.clock = clock;
    }

    /** @throws NotFound if we do not serve the corp */
    public ZonedDateTime now(CorpId corpId) {
        return corps.find(corpId)
                .map(Corp::timezone)
                .map(zone -> clock.instant().atZone(zone))
                .orElseThrow(() -> NotFound.of("corp"));
    }
}
