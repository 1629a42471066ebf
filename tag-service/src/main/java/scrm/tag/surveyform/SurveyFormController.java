package scrm.tag.surveyform;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.GONE;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.TOO_MANY_REQUESTS;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.rest.Answers;
import scrm.rest.ClientAddress;
import scrm.rest.problem.Languages;
import scrm.tag.survey.Questionnaire;
import scrm.tag.survey.Survey;
import scrm.tag.survey.SurveyToken;
import scrm.tag.survey.Surveys;
import scrm.tag.surveyanswer.Submission;
import scrm.tag.surveyanswer.SubmitAnswer;
import scrm.tag.surveyform.SurveyPage.Notice;
import scrm.tag.surveylink.FindSurvey;
import scrm.tag.surveylink.Invitation;
import scrm.tag.surveylink.SurveyLink;

/**
 * The form: open to everybody who has a link, and in words for people instead of problems. Whoever could make another's
 * browser send it would need that other's link, so it has no further token against forged requests; nor does it set a
 * cookie.
 */
@RestController
class SurveyFormController {
    private static final Logger log = LoggerFactory.getLogger(SurveyFormController.class);
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
    private static final Pattern SUBMISSION_ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final int SUBMISSION_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String A_MINUTE = "60";
    private static final String A_MOMENT = "5";

    private final FindSurvey findSurvey;
    private final Surveys surveys;
    private final SubmitAnswer submitAnswer;
    private final FormLimits limits;
    private final MeterRegistry meters;
    private final Clock clock;

    SurveyFormController(
            FindSurvey findSurvey,
            Surveys surveys,
            SubmitAnswer submitAnswer,
            FormLimits limits,
            MeterRegistry meters,
            Clock clock) {
        this.findSurvey = findSurvey;
        this.surveys = surveys;
        this.submitAnswer = submitAnswer;
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Shows the form.
     *
     * @param token the end of the link
     * @param lang {@code zh-CN} or {@code en}; absent: what {@code Accept-Language} asks for
     */
    @GetMapping(value = "/s/{token}", produces = MediaType.TEXT_HTML_VALUE)
    @Answers({OK, FORBIDDEN, NOT_FOUND, CONFLICT, GONE, TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE})
    ResponseEntity<String> open(
            @PathVariable String token, @RequestParam @Nullable String lang, HttpServletRequest request) {
        return answer(token, lang, request, (invitation, language) -> {
            Questionnaire asked = published(invitation.survey());
            Optional<ResponseEntity<String>> closed = closed(invitation, asked, language);
            return closed.orElseGet(() -> page(
                    OK,
                    "shown",
                    SurveyPage.form(
                            asked,
                            invitation.survey().publishedVersion(),
                            newSubmissionId(),
                            FilledForm.EMPTY,
                            language),
                    language));
        });
    }

    /** Takes the form. The same form again, however often, is thanked for again and changes nothing. */
    @PostMapping(
            value = "/s/{token}",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.TEXT_HTML_VALUE)
    @Answers({OK, FORBIDDEN, NOT_FOUND, CONFLICT, GONE, UNPROCESSABLE_CONTENT, TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE})
    ResponseEntity<String> send(
            @PathVariable String token, @RequestParam @Nullable String lang, HttpServletRequest request) {
        return answer(token, lang, request, (invitation, language) -> take(invitation, request, language));
    }

    private ResponseEntity<String> answer(
            String token,
            @Nullable String lang,
            HttpServletRequest request,
            BiFunction<Invitation, Locale, ResponseEntity<String>> found) {
        Locale language = Languages.preferred(Objects.requireNonNullElse(
                lang, Objects.requireNonNullElse(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE), "")));
        if (!limits.opens(ClientAddress.of(request))) {
            return notice(TOO_MANY_REQUESTS, Notice.TOO_MANY, language);
        }
        try {
            return SurveyToken.parse(token)
                    .flatMap(findSurvey::find)
                    .filter(invitation -> invitation.survey().publishedVersion() > 0)
                    .map(invitation -> found.apply(invitation, language))
                    .orElseGet(() -> notice(NOT_FOUND, Notice.UNKNOWN, language));
        } catch (DataAccessException | TransactionException e) {
            log.warn("A survey could not be shown or taken: {}", e.getClass().getName());
            return notice(SERVICE_UNAVAILABLE, Notice.NOT_NOW, language);
        }
    }

    private ResponseEntity<String> take(Invitation invitation, HttpServletRequest request, Locale language) {
        Survey survey = invitation.survey();
        if (!limits.sends(ClientAddress.of(request), invitation)) {
            return notice(TOO_MANY_REQUESTS, Notice.TOO_MANY, language);
        }
        int version = version(survey, request.getParameter(SurveyPage.VERSION));
        Questionnaire asked = surveys.questionnaire(survey.corpId(), survey.id(), version)
                .orElseThrow(() -> new IllegalStateException("versions stay"));
        String trap = request.getParameter(SurveyPage.TRAP);
        if (trap != null && !trap.isEmpty()) {
            return page(OK, "trapped", SurveyPage.thanks(asked, language), language);
        }
        String submissionId = submissionId(request.getParameter(SurveyPage.SUBMISSION));
        if (submitAnswer.holds(survey, submissionId)) {
            return page(OK, "repeated", SurveyPage.thanks(asked, language), language);
        }
        Questionnaire published = published(survey);
        Optional<ResponseEntity<String>> closed = closed(invitation, published, language);
        if (closed.isPresent()) {
            return closed.get();
        }
        FilledForm filled = FilledForm.of(asked, request.getParameterMap());
        if (!filled.faults().isEmpty()) {
            return page(
                    UNPROCESSABLE_CONTENT,
                    "faulty",
                    SurveyPage.form(asked, version, submissionId, filled, language),
                    language);
        }
        Submission submission = new Submission(
                invitation, version, asked, !published.repeatable(), submissionId, language, filled.given());
        return switch (submitAnswer.submit(submission)) {
            case STORED -> page(OK, "stored", SurveyPage.thanks(asked, language), language);
            case REPEATED -> page(OK, "repeated", SurveyPage.thanks(asked, language), language);
            case ANSWERED -> notice(CONFLICT, Notice.ANSWERED, language);
            case REVOKED -> notice(GONE, Notice.CLOSED, language);
        };
    }

    /** Why nothing is taken now by this link; empty if it is. */
    private Optional<ResponseEntity<String>> closed(Invitation invitation, Questionnaire asked, Locale language) {
        Instant now = clock.instant();
        SurveyLink link = invitation.link();
        boolean over = asked.validUntil() != null && !now.isBefore(asked.validUntil());
        if (over || invitation.survey().status() != Survey.Status.OPEN || (link != null && link.revokedAt() != null)) {
            return Optional.of(notice(GONE, Notice.CLOSED, language));
        }
        if (asked.validFrom() != null && now.isBefore(asked.validFrom())) {
            return Optional.of(notice(FORBIDDEN, Notice.NOT_YET, language));
        }
        if (link != null && !asked.repeatable() && submitAnswer.answered(invitation.survey(), link)) {
            return Optional.of(notice(CONFLICT, Notice.ANSWERED, language));
        }
        return Optional.empty();
    }

    private Questionnaire published(Survey survey) {
        return surveys.questionnaire(survey.corpId(), survey.id(), survey.publishedVersion())
                .orElseThrow(() -> new IllegalStateException("versions stay"));
    }

    /** The version that was shown, for its questions: what is published meanwhile does not spoil a form. */
    private static int version(Survey survey, @Nullable String shown) {
        int newest = survey.publishedVersion();
        try {
            int version = shown == null ? newest : Integer.parseInt(shown);
            return version >= 1 && version <= newest ? version : newest;
        } catch (NumberFormatException e) {
            return newest;
        }
    }

    private static String submissionId(@Nullable String sent) {
        return sent != null && SUBMISSION_ID.matcher(sent).matches() ? sent : newSubmissionId();
    }

    private static String newSubmissionId() {
        byte[] bytes = new byte[SUBMISSION_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private ResponseEntity<String> notice(HttpStatus status, Notice notice, Locale language) {
        return page(status, notice.name().toLowerCase(Locale.ROOT), SurveyPage.of(notice, language), language);
    }

    private ResponseEntity<String> page(HttpStatus status, String outcome, SurveyPage page, Locale language) {
        meters.counter("scrm.survey.pages", "outcome", outcome).increment();
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .header("Content-Security-Policy", SurveyPage.CONTENT_SECURITY_POLICY)
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("Referrer-Policy", "no-referrer");
        if (status == TOO_MANY_REQUESTS) {
            answer.header(HttpHeaders.RETRY_AFTER, A_MINUTE);
        } else if (status == SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, A_MOMENT);
        }
        return answer.body(page.html());
    }
}
