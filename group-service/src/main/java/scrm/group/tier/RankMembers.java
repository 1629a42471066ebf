package scrm.group.tier;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.activity.CorpCalendar;

/** Says of every member of some groups what the member is there. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class RankMembers {
    /** In which somebody leads. */
    static final int LEADING_DAYS = 30;

    private final Tiers tiers;
    private final TierProperties properties;
    private final CorpCalendar calendar;

    RankMembers(Tiers tiers, TierProperties properties, CorpCalendar calendar) {
        this.tiers = tiers;
        this.properties = properties;
        this.calendar = calendar;
    }

    public void of(CorpId corpId, Collection<ChatId> chats, LocalDate today) {
        if (chats.isEmpty()) {
            return;
        }
        ZoneId zone = calendar.zone(corpId);
        tiers.rank(
                corpId,
                chats,
                today,
                today.minusDays(properties.newDays()).atStartOfDay(zone).toInstant(),
                today.minusDays(LEADING_DAYS).atStartOfDay(zone).toInstant());
    }
}
