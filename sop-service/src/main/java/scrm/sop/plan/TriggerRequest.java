package scrm.sop.plan;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.State;
import scrm.events.TagId;
import scrm.rest.FieldProblem;
import scrm.rest.RowId;
import scrm.sop.definition.ContactDateField;
import scrm.sop.definition.Cron;
import scrm.sop.definition.Trigger;
import scrm.sop.festival.Festival;

/**
 * What enrols or ends, as clients write and read it. Each type has the fields that it needs; others are ignored.
 *
 * @param type what it is
 * @param liveCodeId of {@code CONTACT_ADDED}: only who came by this live code
 * @param channelId of {@code CONTACT_ADDED}: only who came by this channel
 * @param state of {@code CONTACT_ADDED}: only who came with this state
 * @param tagId of {@code TAGGED}: the corp tag
 * @param level of {@code LEVEL_REACHED}: S, A, B or C
 * @param chatId of {@code GROUP_JOINED}: only this group chat
 * @param surveyId of {@code SURVEY_ANSWERED}: the survey
 * @param option of {@code SURVEY_ANSWERED}: only with this option, {@code <question id>:<option id>}
 * @param amount of {@code BOUGHT}: at least this much, in minor units
 * @param currency of {@code BOUGHT}: of the amount, ISO 4217
 * @param charterKind of {@code GROUP_CHARTERED}: only groups whose charter is of this kind
 * @param phase of {@code PHASE_REACHED}: for example DECLINING or CLOSING
 * @param cause of {@code HEALTH_ALERTED}: only for this cause, for example DYING
 * @param cron of {@code CRON}: minute, hour, day of the month, month, day of the week, by the corp's clocks
 * @param weekdays of {@code WEEKLY}
 * @param days of {@code EVERY_DAYS} and {@code INACTIVE}
 * @param date of {@code ON_DATE}, and of {@code EVERY_DAYS} the day from which is counted
 * @param at time of day of all that have a date or a weekday, by the corp's clocks
 * @param field of {@code CONTACT_DATE}: which date of the contact, for example birthday
 * @param festival of {@code FESTIVAL}
 * @param daysBefore of {@code CONTACT_DATE} and {@code FESTIVAL}: how many days before; absent: on the day
 */
record TriggerRequest(
        @NotNull Type type,
        @Pattern(regexp = RowId.PATTERN) @Nullable String liveCodeId,
        @Pattern(regexp = RowId.PATTERN) @Nullable String channelId,
        @Nullable State state,
        @Nullable TagId tagId,
        @Pattern(regexp = "^[SABC]$") @Nullable String level,
        @Nullable ChatId chatId,
        @Pattern(regexp = RowId.PATTERN) @Nullable String surveyId,
        @Size(max = 64) @Nullable String option,
        @Nullable Long amount,
        @Pattern(regexp = "^[A-Z]{3}$") @Nullable String currency,
        @Pattern(regexp = "^[A-Z_]{1,32}$") @Nullable String charterKind,
        @Pattern(regexp = "^[A-Z_]{1,32}$") @Nullable String phase,
        @Pattern(regexp = "^[A-Z_]{1,32}$") @Nullable String cause,
        @Size(max = 100) @Nullable String cron,
        @Size(max = 7) @Nullable List<@NotNull DayOfWeek> weekdays,
        @Nullable Integer days,
        @Nullable LocalDate date,
        @Nullable LocalTime at,

        @Pattern(regexp = ContactDateField.PATTERN) @Nullable
        String field,

        @Nullable Festival festival,
        @Nullable Integer daysBefore) {
    private static final int MAX_DAYS = 366;

    /** What enrols. */
    enum Type {
        CONTACT_ADDED,
        TAGGED,
        LEVEL_REACHED,
        GROUP_JOINED,
        SURVEY_ANSWERED,
        BOUGHT,
        GROUP_OPENED,
        GROUP_CHARTERED,
        PHASE_REACHED,
        HEALTH_ALERTED,
        ON_DATE,
        CRON,
        WEEKLY,
        EVERY_DAYS,
        FESTIVAL,
        CONTACT_DATE,
        INACTIVE,
        BY_HAND
    }

    void problems(String at, List<FieldProblem> problems) {
        switch (type) {
            case CONTACT_ADDED, GROUP_JOINED, GROUP_OPENED, GROUP_CHARTERED, HEALTH_ALERTED, BY_HAND -> {}
            case TAGGED -> require(tagId, at + ".tagId", problems);
            case LEVEL_REACHED -> require(level, at + ".level", problems);
            case SURVEY_ANSWERED -> require(surveyId, at + ".surveyId", problems);
            case BOUGHT -> {
                if (amount != null && amount < 0) {
                    problems.add(new FieldProblem(at + ".amount", "too_small", 0));
                }
            }
            case PHASE_REACHED -> require(phase, at + ".phase", problems);
            case ON_DATE -> {
                require(date, at + ".date", problems);
                require(this.at, at + ".at", problems);
            }
            case CRON -> cronProblems(at + ".cron", problems);
            case WEEKLY -> {
                require(weekdays == null || weekdays.isEmpty() ? null : weekdays, at + ".weekdays", problems);
                require(this.at, at + ".at", problems);
            }
            case EVERY_DAYS -> {
                require(date, at + ".date", problems);
                require(this.at, at + ".at", problems);
                range(days, 1, at + ".days", problems);
            }
            case FESTIVAL -> {
                require(festival, at + ".festival", problems);
                require(this.at, at + ".at", problems);
                range(before(), 0, at + ".daysBefore", problems);
            }
            case CONTACT_DATE -> {
                require(field, at + ".field", problems);
                require(this.at, at + ".at", problems);
                range(before(), 0, at + ".daysBefore", problems);
            }
            case INACTIVE -> range(days, 1, at + ".days", problems);
        }
    }

    private void cronProblems(String at, List<FieldProblem> problems) {
        require(cron, at, problems);
        try {
            if (cron != null) {
                Cron.parse(cron);
            }
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem(at, "cron"));
        }
    }

    private int before() {
        return daysBefore == null ? 0 : daysBefore;
    }

    private static void require(@Nullable Object value, String at, List<FieldProblem> problems) {
        if (value == null) {
            problems.add(new FieldProblem(at, "required"));
        }
    }

    private static void range(@Nullable Integer value, int min, String at, List<FieldProblem> problems) {
        if (value == null) {
            problems.add(new FieldProblem(at, "required"));
        } else if (value < min || value > MAX_DAYS) {
            problems.add(new FieldProblem(at, "out_of_range", min, MAX_DAYS));
        }
    }

    /** Of one without problems. */
    Trigger trigger() {
        return switch (type) {
            case CONTACT_ADDED -> new Trigger.ContactAdded(liveCodeId, channelId, state);
            case TAGGED -> new Trigger.Tagged(there(tagId));
            case LEVEL_REACHED -> new Trigger.LevelReached(there(level));
            case GROUP_JOINED -> new Trigger.GroupJoined(chatId);
            case SURVEY_ANSWERED -> new Trigger.SurveyAnswered(there(surveyId), option);
            case BOUGHT -> new Trigger.Bought(amount == null ? 0 : amount, currency);
            case GROUP_OPENED -> new Trigger.GroupOpened();
            case GROUP_CHARTERED -> new Trigger.Chartered(charterKind);
            case PHASE_REACHED -> new Trigger.PhaseReached(there(phase));
            case HEALTH_ALERTED -> new Trigger.HealthAlerted(cause);
            case ON_DATE -> new Trigger.OnDate(there(date), there(at));
            case CRON -> new Trigger.InRhythm(there(cron));
            case WEEKLY -> new Trigger.Weekly(Set.copyOf(there(weekdays)), there(at));
            case EVERY_DAYS -> new Trigger.EveryDays(there(days), there(date), there(at));
            case FESTIVAL -> new Trigger.OnFestival(there(festival), before(), there(at));
            case CONTACT_DATE -> new Trigger.ContactDate(there(field), before(), there(at));
            case INACTIVE -> new Trigger.Inactive(there(days));
            case BY_HAND -> new Trigger.ByHand();
        };
    }

    private static <T> T there(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    static TriggerRequest of(Trigger trigger) {
        Draft draft = new Draft();
        switch (trigger) {
            case Trigger.ContactAdded t -> draft.added(t);
            case Trigger.Tagged(TagId tagId) -> draft.of(Type.TAGGED).tagId = tagId;
            case Trigger.LevelReached(String level) -> draft.of(Type.LEVEL_REACHED).level = level;
            case Trigger.GroupJoined t -> draft.of(Type.GROUP_JOINED).chatId = t.chatId();
            case Trigger.SurveyAnswered t -> draft.answered(t);
            case Trigger.Bought t -> draft.bought(t);
            case Trigger.GroupOpened _ -> draft.of(Type.GROUP_OPENED);
            case Trigger.Chartered t -> draft.of(Type.GROUP_CHARTERED).charterKind = t.kind();
            case Trigger.PhaseReached(String phase) -> draft.of(Type.PHASE_REACHED).phase = phase;
            case Trigger.HealthAlerted t -> draft.of(Type.HEALTH_ALERTED).cause = t.cause();
            case Trigger.OnDate(LocalDate date, LocalTime at) ->
                draft.of(Type.ON_DATE).on(date, at);
            case Trigger.InRhythm(String cron) -> draft.of(Type.CRON).cron = cron;
            case Trigger.Weekly(Set<DayOfWeek> weekdays, LocalTime at) -> {
                draft.of(Type.WEEKLY).at = at;
                draft.weekdays = weekdays.stream().sorted().toList();
            }
            case Trigger.EveryDays(int days, LocalDate from, LocalTime at) -> {
                draft.of(Type.EVERY_DAYS).on(from, at);
                draft.days = days;
            }
            case Trigger.OnFestival(Festival festival, int daysBefore, LocalTime at) -> {
                draft.of(Type.FESTIVAL).at = at;
                draft.festival = festival;
                draft.daysBefore = daysBefore;
            }
            case Trigger.ContactDate(String field, int daysBefore, LocalTime at) -> {
                draft.of(Type.CONTACT_DATE).at = at;
                draft.field = field;
                draft.daysBefore = daysBefore;
            }
            case Trigger.Inactive(int days) -> draft.of(Type.INACTIVE).days = days;
            case Trigger.ByHand _ -> draft.of(Type.BY_HAND);
        }
        return draft.done();
    }

    /** Most fields of each type are absent. */
    private static final class Draft {
        private Type type = Type.BY_HAND;
        private @Nullable String liveCodeId;
        private @Nullable String channelId;
        private @Nullable State state;
        private @Nullable TagId tagId;
        private @Nullable String level;
        private @Nullable ChatId chatId;
        private @Nullable String surveyId;
        private @Nullable String option;
        private @Nullable Long amount;
        private @Nullable String currency;
        private @Nullable String charterKind;
        private @Nullable String phase;
        private @Nullable String cause;
        private @Nullable String cron;
        private @Nullable List<DayOfWeek> weekdays;
        private @Nullable Integer days;
        private @Nullable LocalDate date;
        private @Nullable LocalTime at;
        private @Nullable String field;
        private @Nullable Festival festival;
        private @Nullable Integer daysBefore;

        private Draft of(Type what) {
            type = what;
            return this;
        }

        private void on(LocalDate day, LocalTime time) {
            date = day;
            at = time;
        }

        private void added(Trigger.ContactAdded trigger) {
            type = Type.CONTACT_ADDED;
            liveCodeId = trigger.liveCodeId();
            channelId = trigger.channelId();
            state = trigger.state();
        }

        private void answered(Trigger.SurveyAnswered trigger) {
            type = Type.SURVEY_ANSWERED;
            surveyId = trigger.surveyId();
            option = trigger.option();
        }

        private void bought(Trigger.Bought trigger) {
            type = Type.BOUGHT;
            amount = trigger.amount();
            currency = trigger.currency();
        }

        private TriggerRequest done() {
            return new TriggerRequest(
                    type,
                    liveCodeId,
                    channelId,
                    state,
                    tagId,
                    level,
                    chatId,
                    surveyId,
                    option,
                    amount,
                    currency,
                    charterKind,
                    phase,
                    cause,
                    cron,
                    weekdays,
                    days,
                    date,
                    at,
                    field,
                    festival,
                    daysBefore);
        }
    }
}
