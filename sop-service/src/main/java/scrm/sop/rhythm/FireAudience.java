package scrm.sop.rhythm;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Target;
import scrm.sop.definition.Trigger;
import scrm.sop.plan.Reach;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Whom a plan's time enrols. */
@Service
class FireAudience implements Reach {
    private final Audiences audiences;
    private final Corps corps;
    private final Clock clock;

    FireAudience(Audiences audiences, Corps corps, Clock clock) {
        this.audiences = audiences;
        this.corps = corps;
        this.clock = clock;
    }

    /** The next of them in the order of their ids, for a time. */
    List<Target> page(CorpId corpId, PlanDefinition plan, Instant at, String after, int limit) {
        return ids(corpId, plan, at, after, limit).stream()
                .map(id -> new Target(plan.audience(), id))
                .toList();
    }

    private List<String> ids(CorpId corpId, PlanDefinition plan, Instant at, String after, int limit) {
        if (plan.trigger() instanceof Trigger.ContactDate date) {
            return audiences.onDays(corpId, date.field(), days(corpId, date, at), after, limit);
        }
        if (!plan.only().isEmpty()) {
            return plan.only().stream()
                    .filter(id -> id.compareTo(after) > 0)
                    .limit(limit)
                    .toList();
        }
        return switch (plan.audience()) {
            case CONTACT -> audiences.contacts(corpId, after, limit);
            case GROUP -> audiences.groups(corpId, after, limit);
            case MEMBER -> List.of();
        };
    }

    @Override
    public OptionalLong count(CorpId corpId, PlanDefinition plan) {
        if (!(plan.trigger() instanceof Trigger.Timed timed) || timed instanceof Trigger.Inactive) {
            return OptionalLong.empty();
        }
        Instant next = timed.next(clock.instant(), zone(corpId)).orElse(clock.instant());
        return OptionalLong.of(count(corpId, plan, next));
    }

    long count(CorpId corpId, PlanDefinition plan, Instant at) {
        if (plan.trigger() instanceof Trigger.ContactDate date) {
            return audiences.countOnDays(corpId, date.field(), days(corpId, date, at));
        }
        if (!plan.only().isEmpty()) {
            return plan.only().size();
        }
        return switch (plan.audience()) {
            case CONTACT -> audiences.countContacts(corpId);
            case GROUP -> audiences.countGroups(corpId);
            case MEMBER -> 0;
        };
    }

    /** Who was born on a leap day has his day on the last of February in other years. */
    private Set<MonthDay> days(CorpId corpId, Trigger.ContactDate trigger, Instant at) {
        LocalDate date = LocalDate.ofInstant(at, zone(corpId)).plusDays(trigger.daysBefore());
        Set<MonthDay> days = new HashSet<>(Set.of(MonthDay.from(date)));
        if (!date.isLeapYear() && MonthDay.from(date).equals(MonthDay.of(2, 28))) {
            days.add(MonthDay.of(2, 29));
        }
        return days;
    }

    private ZoneId zone(CorpId corpId) {
        return corps.find(corpId)
                .map(Corp::timezone)
                .orElseThrow(() -> new IllegalStateException("the corp is not in the corps file"));
    }
}
