package scrm.group.health;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.activity.CorpCalendar;
import scrm.group.activity.GroupDay;
import scrm.group.activity.GroupDay.Moves;
import scrm.group.activity.GroupDays;
import scrm.group.health.GroupFacts.Facts;
import scrm.group.health.History.OwnerWeek;
import scrm.group.statistics.OwnerDays;
import scrm.group.statistics.OwnerDays.Totals;

/** Brings the daily figures of some groups up to date and reads them: a few statements, however many groups. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class ReadHistories {
    private static final int WEEK = 7;

    private final GroupFacts groups;
    private final GroupDays days;
    private final OwnerDays owners;
    private final CorpCalendar calendar;

    ReadHistories(GroupFacts groups, GroupDays days, OwnerDays owners, CorpCalendar calendar) {
        this.groups = groups;
        this.days = days;
        this.owners = owners;
        this.calendar = calendar;
    }

    /** A group with what is known of it. */
    record Subject(Facts facts, History history) {}

    /** @param moved of which groups it has to be read again who came and went */
    List<Subject> of(CorpId corpId, Collection<ChatId> chats, Set<ChatId> moved) {
        LocalDate today = calendar.today(corpId);
        LocalDate first = today.minusDays(History.DAYS);
        Map<ChatId, NavigableMap<LocalDate, GroupDay>> figures = days.since(corpId, chats, first);
        update(corpId, figures, days.moves(corpId, moved, first), moved);
        List<Facts> facts = groups.of(corpId, chats);
        Map<UserId, OwnerWeek> weeks = weeks(corpId, facts, today);
        return facts.stream()
                .map(group -> new Subject(
                        group,
                        new History(
                                today,
                                group.madeAt() == null ? today : calendar.day(corpId, group.madeAt()),
                                group.contacts(),
                                figures.getOrDefault(group.chatId(), new TreeMap<>()),
                                group.owner() == null ? null : weeks.get(group.owner()))))
                .toList();
    }

    /** Writes only days that differ: what is in step costs a comparison. */
    private void update(
            CorpId corpId,
            Map<ChatId, NavigableMap<LocalDate, GroupDay>> figures,
            Map<ChatId, NavigableMap<LocalDate, Moves>> moves,
            Set<ChatId> moved) {
        Map<ChatId, Map<LocalDate, Moves>> changed = new HashMap<>();
        for (ChatId chatId : moved) {
            NavigableMap<LocalDate, GroupDay> known = figures.computeIfAbsent(chatId, _ -> new TreeMap<>());
            Map<LocalDate, Moves> now = moves.getOrDefault(chatId, new TreeMap<>());
            TreeSet<LocalDate> all = new TreeSet<>(known.keySet());
            all.addAll(now.keySet());
            for (LocalDate day : all) {
                GroupDay before = known.getOrDefault(day, GroupDay.NONE);
                Moves after = now.getOrDefault(day, Moves.NONE);
                if (!after.equals(before.moves())) {
                    known.put(day, before.with(after));
                    changed.computeIfAbsent(chatId, _ -> new TreeMap<>()).put(day, after);
                }
            }
        }
        days.write(corpId, changed);
    }

    private Map<UserId, OwnerWeek> weeks(CorpId corpId, List<Facts> facts, LocalDate today) {
        Set<UserId> all =
                facts.stream().map(Facts::owner).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<UserId, Totals> totals = owners.totals(corpId, all, today.minusDays(WEEK), today.minusDays(1));
        totals.values().removeIf(week -> week.days() < History.LEAST_TOLD);
        Map<UserId, Integer> owned = groups.owned(corpId, totals.keySet());
        Map<UserId, OwnerWeek> weeks = new HashMap<>();
        totals.forEach((owner, week) -> weeks.put(owner, week(week, owned.get(owner))));
        return weeks;
    }

    private static OwnerWeek week(Totals totals, @Nullable Integer chats) {
        return new OwnerWeek(
                chats == null ? 0 : chats, (double) WEEK * totals.messages() / totals.days(), totals.members());
    }
}
