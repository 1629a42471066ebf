package scrm.tag.surveyform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.tag.survey.LocalText;
import scrm.tag.survey.LocalText.Wording;
import scrm.tag.survey.Question;
import scrm.tag.survey.Questionnaire;

/**
 * What a phone shows: one page without scripts, cookies or anything from elsewhere. Its colours keep a contrast of at
 * least 4.5:1, what is touched is at least 44 pixels high, and whoever listens to it hears which question a field
 * belongs to, what is wrong with it and in which language (WCAG 2.2, AA).
 *
 * @param html the page
 */
record SurveyPage(String html) {
    private static final String STYLE = """
            *{box-sizing:border-box}\
            body{margin:0;font:17px/1.6 -apple-system,"PingFang SC","Noto Sans CJK SC",sans-serif;color:#1f2329;\
            background:#f5f6f7;overflow-wrap:anywhere}\
            main{max-width:640px;margin:0 auto;padding:16px}\
            nav{text-align:right}\
            nav a{display:inline-block;min-height:44px;padding:8px 12px;color:#0b57d0}\
            h1{font-size:22px;margin:8px 0}\
            h2{font-size:18px;margin:0 0 8px}\
            .prose{white-space:pre-line;margin:0 0 16px}\
            .question{margin:0 0 16px;padding:16px;border:0;border-radius:12px;background:#fff;min-width:0}\
            .faulty{border-left:4px solid #b3261e}\
            legend{float:left;width:100%;padding:0;font-weight:600}\
            legend+*{clear:both}\
            .question>label[for]{font-weight:600}\
            .mark{font-weight:400;color:#b3261e}\
            .hint{margin:0;color:#51565d;font-size:15px}\
            .fault{margin:0;color:#b3261e;font-weight:600}\
            .option{display:flex;align-items:center;gap:12px;min-height:44px;padding:4px 0}\
            .option input{flex:none;width:24px;height:24px;margin:0;accent-color:#0b57d0}\
            .scale{display:flex;flex-wrap:wrap;gap:4px}\
            .scale .option{flex:0 0 auto;min-width:44px;flex-direction:column;gap:4px;padding:4px}\
            .ends{display:flex;justify-content:space-between;gap:16px}\
            textarea{width:100%;min-height:96px;margin-top:8px;padding:12px;font:inherit;color:inherit;background:#fff;\
            border:1px solid #6f757d;border-radius:8px}\
            :focus-visible{outline:3px solid #0b57d0;outline-offset:2px}\
            button{width:100%;min-height:48px;font:inherit;font-weight:600;color:#fff;background:#0b57d0;border:0;\
            border-radius:8px}\
            .summary{margin:0 0 16px;padding:16px;border:2px solid #b3261e;border-radius:12px;background:#fff}\
            .summary ul{margin:0;padding-left:20px}\
            .summary a{display:inline-block;min-height:44px;padding:8px 0;color:#b3261e}\
            .nobody{position:absolute;left:-10000px;width:1px;height:1px;overflow:hidden}\
            .word{padding-top:16vh;text-align:center}""";

    /** A form may be sent to us and nowhere else; nothing is loaded. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'sha256-" + sha256(STYLE)
            + "'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** The field that people do not see, and programs fill in. */
    static final String TRAP = "website";

    static final String SUBMISSION = "submission";
    static final String VERSION = "version";
    static final String LANGUAGE = "lang";

    /** Why there is no form to show, or that it was sent. */
    enum Notice {
        THANKS(Words.THANKS_TITLE, Words.THANKS_TEXT),
        UNKNOWN(Words.UNKNOWN_TITLE, Words.UNKNOWN_TEXT),
        NOT_YET(Words.NOT_YET_TITLE, Words.NOT_YET_TEXT),
        CLOSED(Words.CLOSED_TITLE, Words.CLOSED_TEXT),
        ANSWERED(Words.ANSWERED_TITLE, Words.ANSWERED_TEXT),
        TOO_MANY(Words.TOO_MANY_TITLE, Words.TOO_MANY_TEXT),
        NOT_NOW(Words.NOT_NOW_TITLE, Words.NOT_NOW_TEXT);

        private final Words title;
        private final Words text;

        Notice(Words title, Words text) {
            this.title = title;
            this.text = text;
        }
    }

    static SurveyPage of(Notice notice, Locale language) {
        return notice(notice.title.in(language), Markup.of("%s", notice.text.in(language)), language);
    }

    /** In the survey's own words, if it has any. */
    static SurveyPage thanks(Questionnaire questionnaire, Locale language) {
        LocalText thanks = questionnaire.thanks();
        return thanks == null
                ? of(Notice.THANKS, language)
                : notice(Words.THANKS_TITLE.in(language), words(thanks, language), language);
    }

    /**
     * The form.
     *
     * @param submissionId of this form
     * @param filled what it is shown with
     */
    static SurveyPage form(
            Questionnaire questionnaire, int version, String submissionId, FilledForm filled, Locale language) {
        Markup body = Markup.of(
                """
                %s<h1>%s</h1>
                %s%s<form method="post" action="?%s=%s" accept-charset="utf-8" novalidate>
                <input type="hidden" name="%s" value="%s">
                <input type="hidden" name="%s" value="%s">
                <div class="nobody" aria-hidden="true"><label for="%s">%s</label>\
                <input id="%s" name="%s" tabindex="-1" autocomplete="off"></div>
                %s<button type="submit">%s</button>
                </form>
                """,
                languages(language),
                words(questionnaire.title(), language),
                prose(questionnaire.introduction(), language),
                summary(questionnaire, filled, language),
                LANGUAGE,
                language.toLanguageTag(),
                SUBMISSION,
                submissionId,
                VERSION,
                version,
                TRAP,
                Words.LEAVE_EMPTY.in(language),
                TRAP,
                TRAP,
                questions(questionnaire, filled, language),
                Words.SUBMIT.in(language));
        String title = questionnaire.title().in(language).text();
        return page(filled.faults().isEmpty() ? title : Words.ERROR_PREFIX.in(language) + title, body, language);
    }

    private static SurveyPage notice(String title, Markup text, Locale language) {
        return page(
                title,
                Markup.of("<div class=\"word\"><h1>%s</h1><p class=\"prose\">%s</p></div>\n", title, text),
                language);
    }

    private static SurveyPage page(String title, Markup body, Locale language) {
        return new SurveyPage(Markup.of("""
                        <!DOCTYPE html>
                        <html lang="%s">
                        <head>
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <meta name="robots" content="noindex, nofollow">
                        <title>%s</title>
                        <style>%s</style>
                        </head>
                        <body><main>
                        %s</main></body>
                        </html>
                        """, language.toLanguageTag(), title, new Markup(STYLE), body)
                .html());
    }

    /** A switch to the other language, named as who reads it would look for it. */
    private static Markup languages(Locale language) {
        boolean chinese = language.getLanguage().equals(Locale.CHINESE.getLanguage());
        String other = chinese ? "en" : "zh-CN";
        return Markup.of("""
                <nav><a href="?%s=%s" hreflang="%s" lang="%s">%s</a></nav>
                """, LANGUAGE, other, other, other, chinese ? "English" : "中文");
    }

    /** What is wrong, with ways to where it is; announced as soon as the page is there. */
    private static Markup summary(Questionnaire questionnaire, FilledForm filled, Locale language) {
        if (filled.faults().isEmpty()) {
            return Markup.NONE;
        }
        Markup faults = questionnaire.questions().stream()
                .filter(question -> filled.faults().containsKey(question.id()))
                .map(question -> Markup.of(
                        "<li><a href=\"#%s\">%s</a></li>\n", control(question), words(question.title(), language)))
                .collect(Markup.joined());
        return Markup.of("""
                <div class="summary" role="alert"><h2>%s</h2><ul>
                %s</ul></div>
                """, Words.ERROR_TITLE.in(language), faults);
    }

    private static Markup questions(Questionnaire questionnaire, FilledForm filled, Locale language) {
        List<Question> questions = questionnaire.questions();
        return IntStream.range(0, questions.size())
                .mapToObj(i -> question(i + 1, questions.get(i), filled, language))
                .collect(Markup.joined());
    }

    private static Markup question(int number, Question question, FilledForm filled, Locale language) {
        Markup title = Markup.of(
                "%s. %s%s",
                number,
                words(question.title(), language),
                question.required()
                        ? Markup.of(" <span class=\"mark\">%s</span>", Words.REQUIRED_MARK.in(language))
                        : Markup.NONE);
        return switch (question) {
            case Question.Choice q ->
                group(
                        q,
                        title,
                        q.several() ? hint(q, Words.SEVERAL_HINT.in(language)) : Markup.NONE,
                        q.options().stream()
                                .map(option -> option(
                                        q,
                                        q.several() ? "checkbox" : "radio",
                                        option.id(),
                                        words(option.title(), language),
                                        filled,
                                        option.equals(q.options().getFirst())))
                                .collect(Markup.joined()),
                        filled,
                        language);
            case Question.Scale q -> group(q, title, Markup.NONE, scale(q, filled, language), filled, language);
            case Question.Text q -> text(q, title, filled, language);
        };
    }

    private static Markup group(
            Question question, Markup title, Markup hint, Markup options, FilledForm filled, Locale language) {
        return Markup.of(
                """
                <fieldset class="%s"%s><legend>%s</legend>
                %s%s%s</fieldset>
                """,
                kind(question, filled),
                described(question, !hint.equals(Markup.NONE), filled),
                title,
                hint,
                fault(question, filled, language),
                options);
    }

    private static Markup option(
            Question question, String type, String id, Markup title, FilledForm filled, boolean first) {
        return Markup.of(
                "<label class=\"option\"><input type=\"%s\" name=\"%s\" value=\"%s\"%s%s> <span>%s</span></label>\n",
                type,
                FilledForm.field(question),
                id,
                first ? Markup.of(" id=\"%s\"", control(question)) : Markup.NONE,
                filled.chosen(question, id) ? new Markup(" checked") : Markup.NONE,
                title);
    }

    private static Markup scale(Question.Scale scale, FilledForm filled, Locale language) {
        Markup numbers = IntStream.rangeClosed(scale.from(), scale.to())
                .mapToObj(number -> option(
                        scale,
                        "radio",
                        String.valueOf(number),
                        Markup.of("%s", number),
                        filled,
                        number == scale.from()))
                .collect(Markup.joined());
        Markup ends = scale.low() == null && scale.high() == null
                ? Markup.NONE
                : Markup.of(
                        "<p class=\"hint ends\"><span>%s %s</span><span>%s %s</span></p>\n",
                        scale.from(), words(scale.low(), language), scale.to(), words(scale.high(), language));
        return Markup.of("%s<div class=\"scale\">\n%s</div>\n", ends, numbers);
    }

    private static Markup text(Question.Text question, Markup title, FilledForm filled, Locale language) {
        return Markup.of(
                """
                <div class="%s"><label for="%s">%s</label>
                %s%s<textarea id="%s" name="%s" rows="4"%s%s>
                %s</textarea></div>
                """,
                kind(question, filled),
                control(question),
                title,
                hint(question, Words.TEXT_HINT.in(language, question.maxLength())),
                fault(question, filled, language),
                control(question),
                FilledForm.field(question),
                described(question, true, filled),
                filled.faults().containsKey(question.id()) ? new Markup(" aria-invalid=\"true\"") : Markup.NONE,
                filled.text(question));
    }

    private static String kind(Question question, FilledForm filled) {
        return filled.faults().containsKey(question.id()) ? "question faulty" : "question";
    }

    private static Markup hint(Question question, String text) {
        return Markup.of("<p class=\"hint\" id=\"h-%s\">%s</p>\n", question.id(), text);
    }

    private static Markup fault(Question question, FilledForm filled, Locale language) {
        FilledForm.Fault fault = filled.faults().get(question.id());
        return fault == null
                ? Markup.NONE
                : Markup.of("<p class=\"fault\" id=\"e-%s\">%s</p>\n", question.id(), fault.in(language));
    }

    private static Markup described(Question question, boolean hinted, FilledForm filled) {
        boolean faulty = filled.faults().containsKey(question.id());
        List<String> ids = Stream.of(hinted ? "h-" + question.id() : "", faulty ? "e-" + question.id() : "")
                .filter(id -> !id.isEmpty())
                .toList();
        return ids.isEmpty() ? Markup.NONE : Markup.of(" aria-describedby=\"%s\"", String.join(" ", ids));
    }

    /** The first field of a question, which errors lead to. */
    private static String control(Question question) {
        return "f-" + question.id();
    }

    private static Markup prose(@Nullable LocalText text, Locale language) {
        return text == null ? Markup.NONE : Markup.of("<p class=\"prose\">%s</p>\n", words(text, language));
    }

    /** Words of the survey; those that are there in the other language only say so. */
    private static Markup words(@Nullable LocalText text, Locale language) {
        if (text == null) {
            return Markup.NONE;
        }
        Wording wording = text.in(language);
        return wording.language().getLanguage().equals(language.getLanguage())
                ? Markup.of("%s", wording.text())
                : Markup.of("<span lang=\"%s\">%s</span>", wording.language().toLanguageTag(), wording.text());
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
