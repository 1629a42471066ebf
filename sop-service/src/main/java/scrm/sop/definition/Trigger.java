package scrm.sop.definition;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.State;
import scrm.events.TagId;
import scrm.sop.festival.Festival;
import scrm.sop.festival.Festivals;

/** What enrols. */
public sealed interface Trigger {
    /** Whether plans for these may have it. */
    default boolean isFor(Target.Kind audience) {
        return audience == Target.Kind.CONTACT;
    }

    /** Something that happens to somebody; enrols whom it happens to. */
    sealed interface Event extends Trigger {
        boolean takes(Happening happening);
    }

    /** A time; enrols everybody whom the plan is for. */
    sealed interface Timed extends Trigger {
        /** The first time after that; empty if there is none any more. */
        Optional<Instant> next(Instant after, ZoneId zone);

        @Override
        default boolean isFor(Target.Kind audience) {
            return true;
        }
    }

    /** Somebody enrols them. */
    record ByHand() implements Trigger {
        @Override
        public boolean isFor(Target.Kind audience) {
            return true;
        }
    }

    /**
     * A contact is added, by anyone or only by some way.
     *
     * @param liveCodeId only by this live code
     * @param channelId only by a live code of this channel
     * @param state only with this state
     */
    record ContactAdded(
            @Nullable String liveCodeId,
            @Nullable String channelId,
            @Nullable State state) implements Event {
        @Override
        public boolean takes(Happening happening) {
            return happening instanceof Happening.Added added
                    && (liveCodeId == null || liveCodeId.equals(added.liveCodeId()))
                    && (channelId == null || channelId.equals(added.channelId()))
                    && (state == null || state.equals(added.state()));
        }
    }

    /** A contact gets a corp tag. */
    record Tagged(TagId tagId) implements Event {
        @Override
        public boolean takes(Happening happening) {
            return happening instanceof Happening.Tagged tagged
                    && tagged.tagIds().contains(tagId);
        }
    }

    /** A contact comes to a growth level, from below or above. */
    record LevelReached(String level) implements Event {
        @Override
        public boolean takes(Happening happening) {
            return happening instanceof Happening.Levelled levelled && level.equals(levelled.level());
        }
    }

    /** A contact joins a group chat; null: any. */
    record GroupJoined(@Nullable ChatId chatId) implements Event {
        @Override
        public boolean takes(Happening happening) {
            return happening instanceof Happening.JoinedGroup joined
                    && (chatId == null || chatId.equals(joined.chatId()));
        }
    }

    /**
     * A contact answers a survey.
     *
     * @param option only with this option chosen, {@code <question id>:<option id>}
     */
    record SurveyAnswered(String surveyId, @Nullable String option) implements Event {
        @Override
        public boolean takes(Happening happening) {
            return happening instanceof Happening.AnsweredSurvey answered
                    && surveyId.equals(answered.surveyId())
                    && (option == null || answered.options().contains(option));
        }
    }

    /**
     * A contact buys.
     *
     * @param amount at least this much, in minor units
     * @param currency of the amount, ISO 4217; null: any, whatever its worth
     */
    record Bought(long amount, @Nullable String currency) implements Event {
        @Override
        public boolean takes(Happening happening) {
            return happening instanceof Happening.Purchased purchased
                    && purchased.amount() >= amount
                    && (currency == null || currency.equals(purchased.currency()));
        }
    }

    /** A group chat becomes known. */
    record GroupOpened() implements Event {
        @Override
        public boolean isFor(Target.Kind audience) {
            return audience == Target.Kind.GROUP;
        }

        @Override
        public boolean takes(Happening happening) {
            return happening instanceof Happening.GroupOpened;
        }
    }

    /**
     * A group chat has a charter, or another version of it; who goes on in the plan is not taken twice.
     *
     * @param kind only of this kind, for example {@code WELFARE}
     */
    record Chartered(@Nullable String kind) implements Event {
        @Override
        public boolean isFor(Target.Kind audience) {
            return audience == Target.Kind.GROUP;
        }

        @Override
        public boolean takes(Happening happening) {
            return happening instanceof Happening.Chartered chartered
                    && (kind == null || kind.equals(chartered.kind()));
        }
    }

    /** A group chat comes into a phase of its life, for example {@code DECLINING} or {@code CLOSING}. */
    record PhaseReached(String phase) implements Event {
        @Override
        public boolean isFor(Target.Kind audience) {
            return audience == Target.Kind.GROUP;
        }

        @Override
        public boolean takes(Happening happening) {
            return happening instanceof Happening.Phase reached && phase.equals(reached.phase());
        }
    }

    /** A group chat's health is alarming; null: for whatever cause. */
    record HealthAlerted(@Nullable String cause) implements Event {
        @Override
        public boolean isFor(Target.Kind audience) {
            return audience == Target.Kind.GROUP;
        }

        @Override
        public boolean takes(Happening happening) {
            return happening instanceof Happening.Alerted alerted && (cause == null || cause.equals(alerted.cause()));
        }
    }

    /** A date, once. */
    record OnDate(LocalDate date, LocalTime at) implements Timed {
        @Override
        public Optional<Instant> next(Instant after, ZoneId zone) {
            return Optional.of(WallClock.first(date.atTime(at), zone)).filter(instant -> instant.isAfter(after));
        }
    }

    /** A cron of five fields, {@link Cron}. */
    record InRhythm(String cron) implements Timed {
        @Override
        public Optional<Instant> next(Instant after, ZoneId zone) {
            return Cron.parse(cron).next(after, zone);
        }
    }

    /** Days of the week. */
    record Weekly(Set<DayOfWeek> weekdays, LocalTime at) implements Timed {
        public Weekly {
            weekdays = Set.copyOf(weekdays);
        }

        @Override
        public Optional<Instant> next(Instant after, ZoneId zone) {
            return weekdays.stream()
                    .map(weekday -> new When.OnWeekday(weekday, at).dueAt(after, zone))
                    .min(Comparator.naturalOrder());
        }
    }

    /** Every so many days, counted from a date. */
    record EveryDays(int days, LocalDate from, LocalTime at) implements Timed {
        @Override
        public Optional<Instant> next(Instant after, ZoneId zone) {
            long passed = ChronoUnit.DAYS.between(from, LocalDate.ofInstant(after, zone));
            LocalDate date = from.plusDays(Math.max(0, Math.floorDiv(passed, days)) * days);
            Instant next = WallClock.first(date.atTime(at), zone);
            while (!next.isAfter(after)) {
                date = date.plusDays(days);
                next = WallClock.first(date.atTime(at), zone);
            }
            return Optional.of(next);
        }
    }

    /**
     * A festival, every year.
     *
     * @param daysBefore how many days before
     */
    record OnFestival(Festival festival, int daysBefore, LocalTime at) implements Timed {
        @Override
        public Optional<Instant> next(Instant after, ZoneId zone) {
            // From two days earlier, for a date has begun somewhere before it begins here.
            LocalDate from =
                    LocalDate.ofInstant(after, zone).plusDays(daysBefore).minusDays(2);
            LocalDate day = Festivals.next(festival, from);
            Instant next = fire(day, zone);
            return Optional.of(next.isAfter(after) ? next : fire(Festivals.next(festival, day.plusDays(1)), zone));
        }

        private Instant fire(LocalDate day, ZoneId zone) {
            return WallClock.first(day.minusDays(daysBefore).atTime(at), zone);
        }
    }

    /**
     * The day of the year of a date that is kept for each contact, for example a birthday; who was born on a leap day
     * has it on February 28 in other years. Looks every day; enrols whose day it is.
     *
     * @param field the date's name
     * @param daysBefore how many days before
     */
    record ContactDate(String field, int daysBefore, LocalTime at) implements Timed {
        @Override
        public boolean isFor(Target.Kind audience) {
            return audience == Target.Kind.CONTACT;
        }

        @Override
        public Optional<Instant> next(Instant after, ZoneId zone) {
            return new EveryDays(1, LocalDate.EPOCH, at).next(after, zone);
        }
    }

    /** A contact has done nothing of its own accord for so many days. Looks every few minutes. */
    record Inactive(int days) implements Timed {
        /** How often is looked. */
        public static final Duration LOOKS_EVERY = Duration.ofMinutes(5);

        @Override
        public boolean isFor(Target.Kind audience) {
            return audience == Target.Kind.CONTACT;
        }

        @Override
        public Optional<Instant> next(Instant after, ZoneId zone) {
            return Optional.of(after.plus(LOOKS_EVERY));
        }
    }
}
