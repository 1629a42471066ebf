package scrm.tag.segment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.rest.FieldProblem;
import scrm.rest.RowId;
import scrm.tag.bitmap.DayFact;
import scrm.tag.bitmap.Expression;
import scrm.tag.bitmap.Term;
import scrm.tag.bitmap.Term.Kind;

/**
 * Which contacts are meant, as a client writes it: exactly one of the parts is given.
 *
 * @param all every one of these conditions holds
 * @param any at least one of these conditions holds
 * @param none none of these conditions holds
 * @param tagId a relation of the contact has this corp tag
 * @param personalTag a member gave it this tag of its own
 * @param channelId it came by this channel
 * @param liveCodeId it came by this live code
 * @param followedBy this member follows it
 * @param added the day on which a member first became its follower
 * @param growthLevel it is on this growth level
 * @param groupChat it is in this group
 * @param groupChatTag it is in a group that has this tag
 * @param inGroupChat whether it is in any group
 * @param lastActive the day on which it last did something of its own accord
 * @param lost whether everybody who followed it is parted from it
 */
record Condition(
        @Nullable List<Condition> all,
        @Nullable List<Condition> any,
        @Nullable List<Condition> none,
        @Nullable TagId tagId,
        @Nullable PersonalTag personalTag,
        @Nullable String channelId,
        @Nullable String liveCodeId,
        @Nullable UserId followedBy,
        @Nullable Days added,
        @Nullable GrowthLevel growthLevel,
        @Nullable ChatId groupChat,
        @Nullable String groupChatTag,
        @Nullable Boolean inGroupChat,
        @Nullable Days lastActive,
        @Nullable Boolean lost) {
    static final int DEEPEST = 10;
    static final int MOST_TERMS = 100;
    private static final List<String> PARTS = List.of(
            "all",
            "any",
            "none",
            "tagId",
            "personalTag",
            "channelId",
            "liveCodeId",
            "followedBy",
            "added",
            "growthLevel",
            "groupChat",
            "groupChatTag",
            "inGroupChat",
            "lastActive",
            "lost");

    private static final int LONGEST_NAME = 128;
    private static final Pattern ROW_ID = Pattern.compile(RowId.PATTERN);

    /** How a contact has grown. */
    enum GrowthLevel {
        S,
        A,
        B,
        C
    }

    /**
     * A tag that a member made for itself.
     *
     * @param userId the member
     * @param name the tag's
     */
    record PersonalTag(@Nullable UserId userId, @Nullable String name) {}

    /**
     * Days in the corp's time zone: from one until another, both included, or the latest ones.
     *
     * @param from first day; absent: the beginning
     * @param until last day; absent: the end
     * @param withinDays today and so many days before it
     */
    record Days(
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable Integer withinDays) {
        Expression on(DayFact fact, LocalDate today) {
            return withinDays == null
                    ? new Expression.Between(fact, from, until)
                    : new Expression.Between(fact, today.minusDays(withinDays), today);
        }

        void check(String path, Problems problems) {
            if (withinDays == null && from == null && until == null) {
                problems.add(path, "required");
            } else if (withinDays != null && (from != null || until != null)) {
                problems.add(path + ".withinDays", "days_or_range");
            } else if (withinDays != null && (withinDays < 0 || withinDays > 36_500)) {
                problems.add(path + ".withinDays", "out_of_range", 0, 36_500);
            } else if (from != null && until != null && until.isBefore(from)) {
                problems.add(path + ".until", "ends_before_start");
            }
        }
    }

    /** What is wrong with it, each with its path. */
    @FunctionalInterface
    interface Problems {
        void add(String path, String code, Object... args);
    }

    /** What is wrong with it whatever the corp; empty if it can be evaluated. */
    List<FieldProblem> problems(String path) {
        List<FieldProblem> problems = new ArrayList<>();
        check(path, 1, (field, code, args) -> problems.add(new FieldProblem(field, code, args)));
        if (problems.isEmpty() && terms() > MOST_TERMS) {
            problems.add(new FieldProblem(path, "too_many_terms", MOST_TERMS));
        }
        return problems;
    }

    private void check(String path, int depth, Problems problems) {
        List<String> given = given();
        if (given.size() != 1) {
            problems.add(path, "one_condition", String.join(", ", PARTS));
            return;
        }
        String field = path + "." + given.getFirst();
        List<Condition> children = children();
        if (children != null) {
            checkChildren(field, children, depth, problems);
        }
        checkName(field, channelId, problems);
        checkName(field, liveCodeId, problems);
        if (groupChatTag != null && !ROW_ID.matcher(groupChatTag).matches()) {
            problems.add(field, "not_found");
        }
        if (personalTag != null) {
            if (personalTag.userId() == null) {
                problems.add(field + ".userId", "required");
            }
            checkName(field + ".name", Objects.requireNonNullElse(personalTag.name(), ""), problems);
        }
        Stream.of(added, lastActive).filter(Objects::nonNull).forEach(days -> days.check(field, problems));
    }

    private static void checkChildren(String field, List<Condition> children, int depth, Problems problems) {
        if (children.isEmpty()) {
            problems.add(field, "required");
        } else if (depth == DEEPEST) {
            problems.add(field, "too_deep", DEEPEST);
        } else {
            for (int i = 0; i < children.size(); i++) {
                @Nullable Condition child = children.get(i); // JSON may have a null
                if (child == null) {
                    problems.add(field + "[" + i + "]", "required");
                } else {
                    child.check(field + "[" + i + "]", depth + 1, problems);
                }
            }
        }
    }

    private static void checkName(String field, @Nullable String name, Problems problems) {
        if (name != null && name.isBlank()) {
            problems.add(field, "required");
        } else if (name != null && name.length() > LONGEST_NAME) {
            problems.add(field, "too_long", LONGEST_NAME);
        }
    }

    /** The names of the parts that are given. */
    private List<String> given() {
        @Nullable
        Object[] parts = {
            all,
            any,
            none,
            tagId,
            personalTag,
            channelId,
            liveCodeId,
            followedBy,
            added,
            growthLevel,
            groupChat,
            groupChatTag,
            inGroupChat,
            lastActive,
            lost
        };
        List<String> given = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] != null) {
                given.add(PARTS.get(i));
            }
        }
        return given;
    }

    private @Nullable List<Condition> children() {
        return all != null ? all : any != null ? any : none;
    }

    private long terms() {
        List<Condition> children = children();
        return children == null
                ? 1
                : children.stream()
                        .filter(Objects::nonNull)
                        .mapToLong(Condition::terms)
                        .sum();
    }

    /** Tells each corp tag that it names, and where. */
    void eachTag(String path, BiConsumer<String, TagId> tag) {
        each(path, (place, one) -> {
            if (one.tagId != null) {
                tag.accept(place + ".tagId", one.tagId);
            }
        });
    }

    /** Tells each tag of group chats that it names, and where. */
    void eachGroupChatTag(String path, BiConsumer<String, Long> tag) {
        each(path, (place, one) -> {
            if (one.groupChatTag != null) {
                tag.accept(place + ".groupChatTag", Long.valueOf(one.groupChatTag));
            }
        });
    }

    private void each(String path, BiConsumer<String, Condition> visitor) {
        visitor.accept(path, this);
        List<Condition> children = children();
        if (children != null) {
            String field = path + "." + given().getFirst();
            for (int i = 0; i < children.size(); i++) {
                children.get(i).each(field + "[" + i + "]", visitor);
            }
        }
    }

    /**
     * What is evaluated; for a condition that has no {@link #problems}.
     *
     * @param today in the corp's time zone
     * @param tagged the groups that have a tag
     */
    Expression expression(LocalDate today, LongFunction<Set<ChatId>> tagged) {
        if (all != null) {
            return new Expression.All(each(all, today, tagged));
        }
        if (any != null) {
            return new Expression.Any(each(any, today, tagged));
        }
        if (none != null) {
            return new Expression.None(each(none, today, tagged));
        }
        if (added != null) {
            return added.on(DayFact.ADDED, today);
        }
        if (lastActive != null) {
            return lastActive.on(DayFact.LAST_ACTIVE, today);
        }
        if (groupChatTag != null) {
            return new Expression.Any(tagged.apply(Long.parseLong(groupChatTag)).stream()
                    .<Expression>map(chatId -> new Expression.Has(new Term(Kind.GROUP_CHAT, chatId.value())))
                    .toList());
        }
        if (inGroupChat != null) {
            return whether(inGroupChat, Term.of(Kind.ANY_GROUP_CHAT));
        }
        if (lost != null) {
            return whether(lost, Term.of(Kind.LOST));
        }
        return new Expression.Has(term());
    }

    private static List<Expression> each(List<Condition> children, LocalDate today, LongFunction<Set<ChatId>> tagged) {
        return children.stream().map(child -> child.expression(today, tagged)).toList();
    }

    private static Expression whether(boolean wanted, Term term) {
        Expression has = new Expression.Has(term);
        return wanted ? has : new Expression.None(List.of(has));
    }

    private Term term() {
        if (tagId != null) {
            return new Term(Kind.TAG, tagId.value());
        }
        if (personalTag != null) {
            return new Term(Kind.PERSONAL_TAG, personalTag.userId() + "|" + personalTag.name());
        }
        if (channelId != null) {
            return new Term(Kind.CHANNEL, channelId);
        }
        if (liveCodeId != null) {
            return new Term(Kind.LIVE_CODE, liveCodeId);
        }
        if (followedBy != null) {
            return new Term(Kind.FOLLOWED_BY, followedBy.value());
        }
        if (growthLevel != null) {
            return new Term(Kind.GROWTH_LEVEL, growthLevel.name());
        }
        return new Term(
                Kind.GROUP_CHAT,
                Objects.requireNonNull(groupChat, "exactly one part is given").value());
    }
}
