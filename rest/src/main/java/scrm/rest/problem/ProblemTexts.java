package scrm.rest.problem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.support.ResourceBundleMessageSource;

import scrm.rest.FieldProblem;
import scrm.rest.Problem;
import scrm.rest.WeComRefusal;

/** Puts problems into words. */
final class ProblemTexts {
    private static final String OURS = "scrm.rest.problems";

    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();

    /** @param bundles of services, asked before ours */
    ProblemTexts(List<String> bundles) {
        messages.setBasenames(Stream.concat(bundles.stream(), Stream.of(OURS)).toArray(String[]::new));
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setFallbackToSystemLocale(false);
        messages.setAlwaysUseMessageFormat(true);
    }

    String title(Problem problem, Locale language) {
        return text(problem.code().code() + ".title", List.of(), language);
    }

    String detail(Problem problem, Locale language) {
        String general = text(problem.code().code() + ".detail", problem.args(), language);
        return problem.reason() == null
                ? general
                : text(problem.code().code() + "." + problem.reason(), problem.args(), general, language);
    }

    String detail(FieldProblem error, Locale language) {
        String general = text("field.invalid", List.of(), language);
        return text("field." + error.code(), error.args(), general, language);
    }

    String hint(WeComRefusal refusal, Locale language) {
        String general = text(refusal.retryable() ? "wecom.retryable" : "wecom.refused", List.of(), language);
        return text("wecom." + refusal.errcode(), List.of(), general, language);
    }

    private String text(String key, List<Object> args, Locale language) {
        return messages.getMessage(key, args.toArray(), language);
    }

    private String text(String key, List<Object> args, String otherwise, Locale language) {
        String found = messages.getMessage(key, args.toArray(), otherwise, language);
        return found == null ? otherwise : found;
    }
}
