package scrm.group.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.activity.CorpCalendar;
import scrm.group.activity.DueGroups;
import scrm.group.activity.DueGroups.DueGroup;
import scrm.group.activity.DueGroups.Next;
import scrm.group.activity.LookAtGroups;
import scrm.group.health.ReadHistories.Subject;
import scrm.group.tier.RankMembers;
import scrm.messaging.WorkQueue;

/** Looks at the groups of which there is news, or about which time has changed something; never at all of them. */
@Service
@Transactional
class EvaluateHealth {
    /** Groups that are looked at in one transaction. */
    static final int LOT = 200;

    /** Over which groups are spread after midnight. */
    private static final Duration SPREAD = Duration.ofHours(1);

    private final DueGroups due;
    private final ReadHistories histories;
    private final KeepHealth keep;
    private final RankMembers rankMembers;
    private final CorpCalendar calendar;
    private final WorkQueue work;
    private final Clock clock;

    EvaluateHealth(
            DueGroups due,
            ReadHistories histories,
            KeepHealth keep,
            RankMembers rankMembers,
            CorpCalendar calendar,
            WorkQueue work,
            Clock clock) {
        this.due = due;
        this.histories = histories;
        this.keep = keep;
        this.rankMembers = rankMembers;
        this.calendar = calendar;
        this.work = work;
        this.clock = clock;
    }

    /** Looks at some that are due; whether there may be more. */
    boolean some(CorpId corpId) {
        List<DueGroup> groups = due.claim(corpId, clock.instant(), LOT);
        List<ChatId> chats = groups.stream().map(DueGroup::chatId).toList();
        Set<ChatId> moved = groups.stream()
                .filter(DueGroup::membersChanged)
                .map(DueGroup::chatId)
                .collect(Collectors.toSet());
        List<Subject> subjects = histories.of(corpId, chats, moved);
        keep.health(corpId, subjects);
        rankMembers.of(corpId, chats, calendar.today(corpId));
        due.computed(corpId, next(corpId, chats, subjects));
        return groups.size() == LOT;
    }

    private List<Next> next(CorpId corpId, Collection<ChatId> chats, List<Subject> subjects) {
        Instant tomorrow = calendar.today(corpId)
                .plusDays(1)
                .atStartOfDay(calendar.zone(corpId))
                .toInstant();
        Map<ChatId, Subject> known = subjects.stream()
                .collect(Collectors.toMap(subject -> subject.facts().chatId(), subject -> subject));
        return chats.stream()
                .map(chatId -> {
                    Subject subject = known.get(chatId);
                    boolean again = subject != null
                            && !subject.facts().dismissed()
                            && subject.history().changesByItself();
                    return new Next(chatId, again ? tomorrow.plus(spread(chatId)) : null);
                })
                .toList();
    }

    private static Duration spread(ChatId chatId) {
        return Duration.ofSeconds(Math.floorMod(chatId.value().hashCode(), SPREAD.toSeconds()));
    }

    /** Has the next ones looked at when they are due. */
    void plan(CorpId corpId) {
        due.next(corpId).ifPresent(at -> work.submit(LookAtGroups.later(corpId, at)));
    }
}
