package scrm.tag.survey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * A questionnaire as it is written and read by clients, and as it is kept.
 *
 * @param title 100 characters at most; texts are given in Chinese, in English or in both
 * @param introduction what stands above the questions, 2000 characters at most
 * @param thanks what is said in the end, 2000 characters at most; absent: a general word
 * @param repeatable whether a contact may answer more than once; absent: only once
 * @param validFrom before which it takes no answers; absent: at once
 * @param validUntil from which on it takes none; absent: for good
 * @param questions 1 to 50
 */
record SurveyDraft(
        @Nullable LocalText title,
        @Nullable LocalText introduction,
        @Nullable LocalText thanks,
        @Nullable Boolean repeatable,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
        @Nullable List<@Nullable AskedQuestion> questions) {
    private static final int MOST_QUESTIONS = 50;
    private static final int MOST_OPTIONS = 30;
    private static final int MOST_TAGS = 10;
    private static final int MOST_TITLE = 100;
    private static final int MOST_QUESTION = 500;
    private static final int MOST_OPTION = 200;
    private static final int MOST_PROSE = 2_000;
    private static final int MOST_ANSWER = 2_000;
    private static final int USUAL_ANSWER = 500;
    private static final int MOST_ON_SCALE = 10;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

    /** What a question asks for. */
    enum Type {
        SINGLE,
        MULTIPLE,
        SCALE,
        TEXT
    }

    /**
     * A question.
     *
     * @param id the client's, 1 to 32 letters, digits, {@code _} and {@code -}; the same in all versions, so that their
     *     answers can be counted together
     * @param title 500 characters at most
     * @param required absent: it may be left out
     * @param options of {@code SINGLE} and {@code MULTIPLE}: 1 to 30
     * @param from of {@code SCALE}, 0 or 1
     * @param to of {@code SCALE}, 10 at most
     * @param low of {@code SCALE}: what the least means
     * @param high of {@code SCALE}: what the most means
     * @param ranges of {@code SCALE}: which numbers lead to which tags
     * @param maxLength of {@code TEXT}: characters, 2000 at most; absent: 500
     */
    record AskedQuestion(
            @Nullable String id,
            @Nullable Type type,
            @Nullable LocalText title,
            @Nullable Boolean required,
            @Nullable List<@Nullable AskedOption> options,
            @Nullable Integer from,
            @Nullable Integer to,
            @Nullable LocalText low,
            @Nullable LocalText high,
            @Nullable List<@Nullable AskedRange> ranges,
            @Nullable Integer maxLength) {}

    /**
     * What can be chosen.
     *
     * @param id the client's, as that of a question
     * @param title 200 characters at most
     * @param tagIds corp tags that whoever chooses it gets, 10 at most
     */
    record AskedOption(
            @Nullable String id,
            @Nullable LocalText title,
            @Nullable List<? extends @Nullable TagId> tagIds) {}

    /**
     * Numbers of a scale, both ends included.
     *
     * @param tagIds corp tags that whoever chooses one of them gets, 10 at most
     */
    record AskedRange(
            @Nullable Integer from,
            @Nullable Integer to,
            @Nullable List<? extends @Nullable TagId> tagIds) {}

    static SurveyDraft of(Questionnaire questionnaire) {
        return new SurveyDraft(
                questionnaire.title(),
                questionnaire.introduction(),
                questionnaire.thanks(),
                questionnaire.repeatable(),
                questionnaire.validFrom(),
                questionnaire.validUntil(),
                questionnaire.questions().stream()
                        .<@Nullable AskedQuestion>map(SurveyDraft::asked)
                        .toList());
    }

    private static AskedQuestion asked(Question question) {
        return switch (question) {
            case Question.Choice q ->
                new AskedQuestion(
                        q.id(),
                        q.several() ? Type.MULTIPLE : Type.SINGLE,
                        q.title(),
                        q.required(),
                        q.options().stream()
                                .<@Nullable AskedOption>map(
                                        option -> new AskedOption(option.id(), option.title(), option.tagIds()))
                                .toList(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
            case Question.Scale q ->
                new AskedQuestion(
                        q.id(),
                        Type.SCALE,
                        q.title(),
                        q.required(),
                        null,
                        q.from(),
                        q.to(),
                        q.low(),
                        q.high(),
                        q.ranges().stream()
                                .<@Nullable AskedRange>map(
                                        range -> new AskedRange(range.from(), range.to(), range.tagIds()))
                                .toList(),
                        null);
            case Question.Text q ->
                new AskedQuestion(
                        q.id(), Type.TEXT, q.title(), q.required(), null, null, null, null, null, null, q.maxLength());
        };
    }

    /** @throws InvalidRequest naming all that is wrong */
    Questionnaire questionnaire() {
        Reading reading = new Reading();
        Questionnaire questionnaire = reading.questionnaire(this);
        if (!reading.problems.isEmpty()) {
            throw InvalidRequest.fields(reading.problems);
        }
        return questionnaire;
    }

    /** Makes what it can of a draft and notes what is wrong; what it makes counts only if nothing is. */
    private static final class Reading {
        private static final LocalText NONE = new LocalText(null, null);

        private final List<FieldProblem> problems = new ArrayList<>();

        Questionnaire questionnaire(SurveyDraft draft) {
            if (draft.validFrom != null && draft.validUntil != null && !draft.validFrom.isBefore(draft.validUntil)) {
                note("validUntil", "ends_before_start");
            }
            List<@Nullable AskedQuestion> asked = sized("questions", draft.questions, MOST_QUESTIONS, true);
            List<Question> questions = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < asked.size(); i++) {
                String field = "questions[" + i + "]";
                AskedQuestion question = asked.get(i);
                if (question == null) {
                    note(field, "required");
                } else {
                    questions.add(question(field, question, ids));
                }
            }
            return new Questionnaire(
                    needed("title", draft.title, MOST_TITLE),
                    text("introduction", draft.introduction, MOST_PROSE),
                    text("thanks", draft.thanks, MOST_PROSE),
                    Boolean.TRUE.equals(draft.repeatable),
                    draft.validFrom,
                    draft.validUntil,
                    questions);
        }

        private Question question(String field, AskedQuestion asked, Set<String> ids) {
            String id = id(field, asked.id, ids);
            LocalText title = needed(field + ".title", asked.title, MOST_QUESTION);
            boolean required = Boolean.TRUE.equals(asked.required);
            Type type = asked.type;
            if (type == null) {
                note(field + ".type", "required");
                return new Question.Text(id, title, required, USUAL_ANSWER);
            }
            boolean choice = type == Type.SINGLE || type == Type.MULTIPLE;
            unused(field + ".options", asked.options, choice);
            unused(field + ".from", asked.from, type == Type.SCALE);
            unused(field + ".to", asked.to, type == Type.SCALE);
            unused(field + ".low", asked.low, type == Type.SCALE);
            unused(field + ".high", asked.high, type == Type.SCALE);
            unused(field + ".ranges", asked.ranges, type == Type.SCALE);
            unused(field + ".maxLength", asked.maxLength, type == Type.TEXT);
            return switch (type) {
                case SINGLE, MULTIPLE ->
                    new Question.Choice(
                            id, title, required, type == Type.MULTIPLE, options(field + ".options", asked.options));
                case SCALE -> scale(field, asked, id, title, required);
                case TEXT ->
                    new Question.Text(
                            id,
                            title,
                            required,
                            within(field + ".maxLength", asked.maxLength, 1, MOST_ANSWER, USUAL_ANSWER));
            };
        }

        private List<Question.Option> options(String field, @Nullable List<@Nullable AskedOption> asked) {
            List<Question.Option> options = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            List<@Nullable AskedOption> all = sized(field, asked, MOST_OPTIONS, true);
            for (int i = 0; i < all.size(); i++) {
                String place = field + "[" + i + "]";
                AskedOption option = all.get(i);
                if (option == null) {
                    note(place, "required");
                } else {
                    options.add(new Question.Option(
                            id(place, option.id, ids),
                            needed(place + ".title", option.title, MOST_OPTION),
                            tags(place + ".tagIds", option.tagIds, false)));
                }
            }
            return options;
        }

        private Question scale(String field, AskedQuestion asked, String id, LocalText title, boolean required) {
            int from = given(field + ".from", asked.from, 0, 1);
            int to = given(field + ".to", asked.to, from + 1, MOST_ON_SCALE);
            List<Question.Range> ranges = new ArrayList<>();
            List<@Nullable AskedRange> all = sized(field + ".ranges", asked.ranges, MOST_ON_SCALE + 1, false);
            for (int i = 0; i < all.size(); i++) {
                String place = field + ".ranges[" + i + "]";
                AskedRange range = all.get(i);
                if (range == null) {
                    note(place, "required");
                    continue;
                }
                int first = given(place + ".from", range.from, from, to);
                int last = given(place + ".to", range.to, first, to);
                if (ranges.stream().anyMatch(other -> first <= other.to() && other.from() <= last)) {
                    note(place, "overlapping");
                }
                ranges.add(new Question.Range(first, last, tags(place + ".tagIds", range.tagIds, true)));
            }
            return new Question.Scale(
                    id,
                    title,
                    required,
                    from,
                    to,
                    text(field + ".low", asked.low, MOST_OPTION),
                    text(field + ".high", asked.high, MOST_OPTION),
                    ranges);
        }

        private List<TagId> tags(String field, @Nullable List<? extends @Nullable TagId> tagIds, boolean needed) {
            List<TagId> given = new ArrayList<>();
            List<? extends @Nullable TagId> all = sized(field, tagIds, MOST_TAGS, needed);
            for (int i = 0; i < all.size(); i++) {
                TagId tagId = all.get(i);
                if (tagId == null) {
                    note(field + "[" + i + "]", "required");
                } else {
                    given.add(tagId);
                }
            }
            return given;
        }

        private String id(String field, @Nullable String id, Set<String> taken) {
            if (id == null || id.isEmpty()) {
                note(field + ".id", "required");
            } else if (!ID.matcher(id).matches()) {
                note(field + ".id", "wrong_format", "q1");
            } else if (!taken.add(id)) {
                note(field + ".id", "duplicate");
            }
            return Objects.requireNonNullElse(id, "");
        }

        private LocalText needed(String field, @Nullable LocalText text, int most) {
            LocalText stripped = text(field, text, most);
            if (stripped == null) {
                note(field, "text_missing");
            }
            return Objects.requireNonNullElse(stripped, NONE);
        }

        private @Nullable LocalText text(String field, @Nullable LocalText text, int most) {
            if (text == null) {
                return null;
            }
            String zh = words(field + ".zh", text.zh(), most);
            String en = words(field + ".en", text.en(), most);
            return zh == null && en == null ? null : new LocalText(zh, en);
        }

        private @Nullable String words(String field, @Nullable String words, int most) {
            if (words == null || words.isBlank()) {
                return null;
            }
            String stripped = words.strip();
            if (stripped.codePointCount(0, stripped.length()) > most) {
                note(field, "too_long", most);
            }
            return stripped;
        }

        private <T extends @Nullable Object> List<T> sized(
                String field, @Nullable List<T> items, int most, boolean needed) {
            if (items == null || items.isEmpty()) {
                if (needed) {
                    note(field, "too_few", 1);
                }
                return List.of();
            }
            if (items.size() > most) {
                note(field, "too_many", most);
                return List.of();
            }
            return items;
        }

        private int given(String field, @Nullable Integer number, int least, int most) {
            if (number == null) {
                note(field, "required");
            }
            return within(field, number, least, most, least);
        }

        private int within(String field, @Nullable Integer number, int least, int most, int otherwise) {
            if (number == null) {
                return otherwise;
            }
            if (number < least || number > most) {
                note(field, "out_of_range", least, most);
                return least;
            }
            return number;
        }

        private void unused(String field, @Nullable Object value, boolean used) {
            if (value != null && !used) {
                note(field, "not_for_type");
            }
        }

        private void note(String field, String code, Object... args) {
            problems.add(new FieldProblem(field, code, args));
        }
    }
}
