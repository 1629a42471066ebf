package scrm.tag.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;

/**
 * A condition as a client writes it: exactly one of the fields is given. At most 10 deep and 100 in all.
 *
 * @param all conditions that all hold
 * @param any conditions of which at least one holds
 * @param none conditions of which none holds
 * @param event what has just happened
 * @param tag a tag that the contact has
 * @param level growth levels, one of which the contact is on
 * @param behaviour what the contact did in the last days
 * @param idle for how long the contact did nothing of its own accord
 * @param followUser members, one of whom follows the contact
 * @param addWay ways, one of which led to a relation that lasts
 * @param group a group that the contact is in
 */
public record ConditionRequest(
        @Nullable List<ConditionRequest> all,
        @Nullable List<ConditionRequest> any,
        @Nullable List<ConditionRequest> none,
        @Nullable EventTerm event,
        @Nullable TagTerm tag,
        @Nullable LevelTerm level,
        @Nullable BehaviourTerm behaviour,
        @Nullable IdleTerm idle,
        @Nullable FollowUserTerm followUser,
        @Nullable AddWayTerm addWay,
        @Nullable GroupTerm group) {
    private static final String PARTS = "all, any, none, event, tag, level, behaviour, idle, followUser, addWay, group";
    private static final int MOST_DEEP = 10;
    private static final int MOST_BESIDE = 100;
    private static final int MOST_DAYS = 730;
    private static final Pattern KIND = Pattern.compile("[A-Z][A-Z0-9_]{0,23}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Set<String> LEVELS = Set.of("S", "A", "B", "C");

    /**
     * What has just happened.
     *
     * @param kind of behaviour, as {@code external-contacts/{id}/behaviours} lists them
     * @param subject what it was done to: a state, live code, chat_id, link, survey, option or order; absent: any
     * @param channelId with the kind {@code ATTRIBUTED}: the live code's channel; absent: any
     * @param amountAtLeast with a currency: in minor units
     * @param currency ISO 4217
     */
    public record EventTerm(
            @Nullable String kind,
            @Nullable String subject,
            @Nullable String channelId,
            @Nullable Long amountAtLeast,
            @Nullable String currency) {}

    /** @param tagId a corp tag that any lasting relation has */
    public record TagTerm(@Nullable TagId tagId) {}

    /** @param levels of {@code S}, {@code A}, {@code B}, {@code C} */
    public record LevelTerm(@Nullable List<String> levels) {}

    /**
     * What the contact did in the last days; how often, or for how much.
     *
     * @param kind of behaviour
     * @param subject what it was done to; absent: any
     * @param days 1 to 730
     * @param countAtLeast how often
     * @param sumAtLeast with a currency: for how much in all, in minor units
     * @param currency ISO 4217
     */
    public record BehaviourTerm(
            @Nullable String kind,
            @Nullable String subject,
            @Nullable Integer days,
            @Nullable Long countAtLeast,
            @Nullable Long sumAtLeast,
            @Nullable String currency) {}

    /** @param days 1 to 730 */
    public record IdleTerm(@Nullable Integer days) {}

    /** @param userIds members */
    public record FollowUserTerm(@Nullable List<UserId> userIds) {}

    /** @param addWays see document 92114 */
    public record AddWayTerm(@Nullable List<Integer> addWays) {}

    /** @param chatId the group; absent: any */
    public record GroupTerm(@Nullable ChatId chatId) {}

    /** What is meant; if something is wrong, it is among the problems and the answer means nothing. */
    static Condition condition(ConditionRequest written, String path, List<FieldProblem> problems) {
        return new Reader(problems).read(written, path, 1);
    }

    /** Reads one condition after the other. */
    private static final class Reader {
        private static final Condition NOTHING = new Condition.Any(List.of());

        private final List<FieldProblem> problems;
        private int read;

        Reader(List<FieldProblem> problems) {
            this.problems = problems;
        }

        Condition read(ConditionRequest written, String path, int depth) {
            if (depth > MOST_DEEP || ++read > MOST_BESIDE) {
                return wrong(
                        path, depth > MOST_DEEP ? "too_deep" : "too_many", depth > MOST_DEEP ? MOST_DEEP : MOST_BESIDE);
            }
            long given = Stream.of(
                            written.all,
                            written.any,
                            written.none,
                            written.event,
                            written.tag,
                            written.level,
                            written.behaviour,
                            written.idle,
                            written.followUser,
                            written.addWay,
                            written.group)
                    .filter(Objects::nonNull)
                    .count();
            return given == 1 ? one(written, path, depth) : wrong(path, "one_condition", PARTS);
        }

        private Condition one(ConditionRequest written, String path, int depth) {
            if (written.all != null) {
                return new Condition.All(each(written.all, path + ".all", depth));
            }
            if (written.any != null) {
                return new Condition.Any(each(written.any, path + ".any", depth));
            }
            if (written.none != null) {
                return new Condition.None(each(written.none, path + ".none", depth));
            }
            return leaf(written, path);
        }

        private Condition leaf(ConditionRequest written, String path) {
            if (written.event != null) {
                return event(written.event, path + ".event");
            }
            if (written.tag != null) {
                TagId tagId = written.tag.tagId();
                return tagId == null ? wrong(path + ".tag.tagId", "required") : new Condition.HasTag(tagId);
            }
            if (written.level != null) {
                return level(written.level, path + ".level.levels");
            }
            if (written.behaviour != null) {
                return behaviour(written.behaviour, path + ".behaviour");
            }
            if (written.idle != null) {
                return new Condition.Idle(days(written.idle.days(), path + ".idle.days"));
            }
            if (written.followUser != null) {
                return new Condition.FollowedBy(some(written.followUser.userIds(), path + ".followUser.userIds"));
            }
            if (written.addWay != null) {
                return new Condition.AddedBy(some(written.addWay.addWays(), path + ".addWay.addWays"));
            }
            return new Condition.InGroup(written.group == null ? null : written.group.chatId());
        }

        private List<Condition> each(List<ConditionRequest> written, String path, int depth) {
            if (written.isEmpty()) {
                wrong(path, "too_few", 1);
            }
            List<Condition> conditions = new ArrayList<>();
            for (int i = 0; i < written.size(); i++) {
                conditions.add(read(written.get(i), path + "[" + i + "]", depth + 1));
            }
            return conditions;
        }

        private Condition event(EventTerm term, String path) {
            String kind = kind(term.kind(), path);
            if (term.channelId() != null && !kind.equals("ATTRIBUTED")) {
                wrong(path + ".channelId", "only_attributed");
            }
            money(term.amountAtLeast(), path + ".amountAtLeast", term.currency(), path + ".currency");
            return new Condition.Happened(
                    kind, term.subject(), term.channelId(), term.amountAtLeast(), term.currency());
        }

        private Condition behaviour(BehaviourTerm term, String path) {
            String kind = kind(term.kind(), path);
            if (term.countAtLeast() == null && term.sumAtLeast() == null) {
                wrong(path + ".countAtLeast", "required");
            }
            if (term.countAtLeast() != null && term.countAtLeast() < 1) {
                wrong(path + ".countAtLeast", "too_small", 1);
            }
            money(term.sumAtLeast(), path + ".sumAtLeast", term.currency(), path + ".currency");
            return new Condition.Did(
                    kind,
                    term.subject(),
                    days(term.days(), path + ".days"),
                    term.countAtLeast(),
                    term.sumAtLeast(),
                    term.currency());
        }

        private Condition level(LevelTerm term, String path) {
            Set<String> levels = some(term.levels(), path);
            return LEVELS.containsAll(levels)
                    ? new Condition.OnLevel(levels)
                    : wrong(path, "not_allowed", "S, A, B, C");
        }

        private String kind(@Nullable String kind, String path) {
            if (kind == null) {
                wrong(path + ".kind", "required");
            } else if (!KIND.matcher(kind).matches()) {
                wrong(path + ".kind", "malformed");
            }
            return kind == null ? "" : kind;
        }

        private void money(@Nullable Long atLeast, String path, @Nullable String currency, String currencyPath) {
            if (atLeast != null && atLeast < 1) {
                wrong(path, "too_small", 1);
            }
            if (atLeast != null && currency == null) {
                wrong(currencyPath, "required");
            }
            if (currency != null && !CURRENCY.matcher(currency).matches()) {
                wrong(currencyPath, "malformed");
            }
        }

        private int days(@Nullable Integer days, String path) {
            if (days == null) {
                wrong(path, "required");
            } else if (days < 1 || days > MOST_DAYS) {
                wrong(path, "out_of_range", 1, MOST_DAYS);
            }
            return days == null ? 1 : days;
        }

        private <T> Set<T> some(@Nullable List<T> given, String path) {
            if (given == null || given.isEmpty()) {
                wrong(path, "required");
            } else if (given.size() > MOST_BESIDE) {
                wrong(path, "too_many", MOST_BESIDE);
            }
            return given == null ? Set.of() : Set.copyOf(given);
        }

        private Condition wrong(String path, String code, Object... args) {
            problems.add(new FieldProblem(path, code, args));
            return NOTHING;
        }
    }
}
